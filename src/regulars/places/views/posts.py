"""The customers' way through the house: its posts, added, renamed, moved and removed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.places import chain
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import PostForm
from regulars.places.models import Touchpoint
from regulars.places.views.desk import kept, posted, shown, who_and_when

STEPS = {"earlier": -1, "later": 1}


@never_cache
@needs("chain.write")
def posts(request: StaffRequest) -> HttpResponse:
    return way(request)


def way(
    request: StaffRequest, wrong: PostForm | None = None, about: Touchpoint | None = None
) -> HttpResponse:
    """The whole way; a form with something wrong in it stands where it was sent from."""
    line = list(request.place.touchpoints.all())
    forms = [
        (post, wrong if about == post and wrong else filled(post), about == post) for post in line
    ]
    new = wrong if wrong and about is None else PostForm(auto_id="new_%s")
    return shown(
        request, "places/posts.html", 422 if wrong else 200, posts=forms, new=new,
        new_wrong=wrong is not None and about is None, last=len(line),
    )  # fmt: skip


def filled(post: Touchpoint) -> PostForm:
    told = {name: getattr(post, name) for name in chain.WRITTEN}
    return PostForm(initial=told, auto_id=f"p{post.pk}_%s")


@needs("chain.write")
@posted("posts")
def new_post(request: StaffRequest) -> HttpResponse:
    form = PostForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            chain.add(request.place, **form.cleaned_data, **who_and_when(request, "post"))
            return kept(request, "posts")
        except chain.NameTaken as taken:
            form.add_error("name", str(taken))
    return way(request, form)


@needs("chain.write")
@posted("posts")
def beginning(request: StaffRequest) -> HttpResponse:
    """Lay out the usual posts of this trade."""
    chain.begin(request.place, by=request.staff.opaque, now=request.now)
    return kept(request, "posts")


@needs("chain.write")
@posted("posts")
def post(request: StaffRequest, post: int) -> HttpResponse:
    known = get_object_or_404(Touchpoint, pk=post, place=request.place)
    form = PostForm(request.POST, auto_id=f"p{post}_%s")
    if form.is_valid():
        try:
            chain.rename(known, **form.cleaned_data, **who_and_when(request, f"post:{post}"))
            return kept(request, "posts")
        except chain.NameTaken as taken:
            form.add_error("name", str(taken))
    return way(request, form, known)


@needs("chain.write")
@posted("posts")
def post_move(request: StaffRequest, post: int) -> HttpResponse:
    known = get_object_or_404(Touchpoint, pk=post, place=request.place)
    steps = STEPS.get(request.POST.get("where", ""), 0)
    if steps:
        chain.move(known, steps, **who_and_when(request, f"move:{post}:{steps}"))
    return kept(request, "posts")


@needs("chain.write")
@posted("posts")
def post_removal(request: StaffRequest, post: int) -> HttpResponse:
    known = get_object_or_404(Touchpoint, pk=post, place=request.place)
    chain.remove(known, **who_and_when(request, f"remove:{post}"))
    return kept(request, "posts")
