"""Addresses of the house itself, under the place they belong to."""

from django.urls import path

from regulars.places.views import care, duty, house, notices, opening, posts, team

urlpatterns = [
    path("house/", house.house, name="house"),
    path("house/about/", house.about_place, name="about"),
    path("house/posts/", posts.posts, name="posts"),
    path("house/posts/new/", posts.new_post, name="new-post"),
    path("house/posts/beginning/", posts.beginning, name="posts-beginning"),
    path("house/posts/<int:post>/", posts.post, name="post"),
    path("house/posts/<int:post>/moves/", posts.post_move, name="post-move"),
    path("house/posts/<int:post>/removal/", posts.post_removal, name="post-removal"),
    path("house/hours/", opening.opening, name="hours"),
    path("house/hours/week/", opening.week, name="hours-week"),
    path("house/hours/days/", opening.special, name="hours-day"),
    path("house/hours/days/removal/", opening.special_removal, name="hours-day-removal"),
    path("house/people/", team.people, name="people"),
    path("house/people/new/", team.new_person, name="new-person"),
    path("house/people/<int:person>/", team.person, name="person"),
    path("house/people/<int:person>/leaving/", team.leaving, name="leaving"),
    path("house/jobs/", team.jobs, name="jobs"),
    path("house/jobs/new/", team.new_job, name="new-job"),
    path("house/jobs/<int:job>/", team.job, name="job"),
    path("house/access/", care.getting_in, name="access"),
    path("house/access/facts/", care.getting_in_kept, name="access-facts"),
    path("house/safety/", care.safety, name="safety"),
    path("house/safety/new/", care.new_rule, name="new-rule"),
    path("house/safety/<int:rule>/", care.rule, name="rule"),
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notice-seen"),
    path("notices/ways/", notices.new_way, name="notice-ways"),
    path("notices/phone/", notices.phone, name="notice-phone"),
    path("notices/ways/removal/", notices.way_removal, name="notice-way-removal"),
    path("notices/quiet/", notices.quiet_hours, name="notice-quiet"),
    path("notices/test/", notices.test, name="notice-test"),
    path("shifts/", duty.shifts, name="shifts"),
    path("shifts/new/", duty.new_shift, name="new-shift"),
    path("shifts/<int:shift>/removal/", duty.shift_removal, name="shift-removal"),
]
