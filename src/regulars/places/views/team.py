"""Who works here, and the jobs of the house."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.places import jobs as job_book
from regulars.places import people as team
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import JobForm, JoinForm, StaffForm
from regulars.places.models import Job, Staff
from regulars.places.permissions import may
from regulars.places.views.desk import kept, posted, shown, who_and_when
from regulars.places.views.house import there


@never_cache
@needs("people.write")
def people(request: StaffRequest) -> HttpResponse:
    return team_page(request)


def team_page(
    request: StaffRequest, wrong: StaffForm | None = None, about: Staff | None = None,
    welcome: team.Welcome | None = None,
) -> HttpResponse:  # fmt: skip
    """Everybody who works here; a form with something wrong in it stands where it was sent from."""
    everybody = request.place.staff.select_related("user", "job", "post").order_by("pk")
    rows = [
        (person, wrong if about == person and wrong else filled(request, person), about == person)
        for person in everybody
        if person.left_at is None
    ]
    new = wrong if wrong and about is None else JoinForm(request.place, auto_id="new_%s")
    renewal = there("sign-ins") and may(request.staff, "sign_in.renew")
    return shown(
        request, "places/people.html", 422 if wrong else 200, people=rows, new=new,
        new_wrong=wrong is not None and about is None, welcome=welcome, renewal=renewal,
        gone=[person for person in everybody if person.left_at is not None],
    )  # fmt: skip


def filled(request: StaffRequest, person: Staff) -> StaffForm:
    told = {"name": person.name, "role": person.role, "job": person.job, "post": person.post}
    return StaffForm(request.place, initial=told, auto_id=f"p{person.pk}_%s")


@never_cache
@needs("people.write")
@posted("people")
def new_person(request: StaffRequest) -> HttpResponse:
    """Let somebody in; the password is on this one answer and nowhere else."""
    form = JoinForm(request.place, request.POST, auto_id="new_%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            welcome = team.join(
                request.place, told["login"].strip(), told["name"], role=told["role"],
                job=told["job"], post=told["post"], **by_whom(request, "join"),
            )  # fmt: skip
            return team_page(request, welcome=welcome)
        except (team.LoginTaken, team.NotYours) as refused:
            field = "login" if isinstance(refused, team.LoginTaken) else "role"
            form.add_error(field, str(refused))
    return team_page(request, form)


@needs("people.write")
@posted("people")
def person(request: StaffRequest, person: int) -> HttpResponse:
    known = get_object_or_404(Staff, pk=person, place=request.place, left_at=None)
    form = StaffForm(request.place, request.POST, auto_id=f"p{person}_%s")
    if form.is_valid():
        try:
            team.change(known, **form.cleaned_data, **by_whom(request, f"person:{person}"))
            return kept(request, "people")
        except team.NotYours as refused:
            form.add_error("role", str(refused))
    return team_page(request, form, get_object_or_404(Staff, pk=person))


@needs("people.write")
@posted("people")
def leaving(request: StaffRequest, person: int) -> HttpResponse:
    """They do not work here any more."""
    known = get_object_or_404(Staff, pk=person, place=request.place)
    try:
        team.leave(known, **by_whom(request, f"leave:{person}"))
    except team.NotYours as refused:
        form = filled(request, known)
        return shown_refusal(request, form, known, str(refused))
    return kept(request, "people")


def shown_refusal(request: StaffRequest, form: StaffForm, known: Staff, why: str) -> HttpResponse:
    told = {**form.initial, "job": known.job_id, "post": known.post_id}
    bound = StaffForm(request.place, told, auto_id=f"p{known.pk}_%s")
    bound.is_valid()
    bound.add_error(None, why)
    return team_page(request, bound, known)


def by_whom(request: StaffRequest, verb: str) -> dict[str, Any]:
    """People's verbs want the person, not only their name in the journal."""
    return who_and_when(request, verb) | {"by": request.staff}


@never_cache
@needs("job.see")
def jobs(request: StaffRequest) -> HttpResponse:
    return jobs_page(request)


def jobs_page(
    request: StaffRequest, wrong: JobForm | None = None, about: Job | None = None
) -> HttpResponse:
    """Jobs with what they are for; those not published are seen by who may write them."""
    may_write = may(request.staff, "job.write")
    known = request.place.jobs.all() if may_write else request.place.jobs.filter(published=True)
    rows = [
        (job, wrong if about == job and wrong else job_form(job), about == job) for job in known
    ]
    new = wrong if wrong and about is None else JobForm(auto_id="new_%s")
    return shown(
        request, "places/jobs.html", 422 if wrong else 200, jobs=rows, new=new,
        new_wrong=wrong is not None and about is None, may_write=may_write,
        purpose=job_book.purpose_of(request.staff), duties=job_book.duties_of(request.staff),
    )  # fmt: skip


def job_form(job: Job) -> JobForm:
    told = {name: getattr(job, name) for name in job_book.WRITTEN} | {"publish": job.published}
    return JobForm(initial=told, auto_id=f"j{job.pk}_%s")


@needs("job.write")
@posted("jobs")
def new_job(request: StaffRequest) -> HttpResponse:
    return write_job(request, None)


@needs("job.write")
@posted("jobs")
def job(request: StaffRequest, job: int) -> HttpResponse:
    return write_job(request, get_object_or_404(Job, pk=job, place=request.place))


def write_job(request: StaffRequest, known: Job | None) -> HttpResponse:
    form = JobForm(request.POST, auto_id=f"j{known.pk}_%s" if known else "new_%s")
    if form.is_valid():
        verb = who_and_when(request, f"job:{known.pk if known else ''}")
        try:
            job_book.write(request.place, job=known, **form.cleaned_data, **verb)
            return kept(request, "jobs")
        except job_book.NameTaken as taken:
            form.add_error("name", str(taken))
    return jobs_page(request, form, known and Job.objects.get(pk=known.pk))
