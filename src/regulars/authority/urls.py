"""Addresses of authority: nouns, under the place they belong to."""

from django.urls import path

from regulars.authority import giving_views, limit_views, rule_views, views

urlpatterns = [
    path("authority/", views.page, name="authority"),
    path("authority/questions/", views.askings, name="may-i"),
    path("authority/grants/", views.grants, name="grants"),
    path("authority/requests/", views.requests, name="sent-up"),
    path("authority/entries/<int:entry>/keeping/", views.keepings, name="keeping"),
    path("authority/entries/<int:entry>/overturning/", views.overturnings, name="overturning"),
    path("authority/entries/<int:entry>/grant/", views.answers, name="answering"),
    path("authority/gifts/", giving_views.gift, name="gifts"),
    path("authority/offers/", giving_views.offer, name="offers"),
    path("authority/refusals/", giving_views.refusal, name="refusals"),
    path("authority/at-hand/", giving_views.at_hand, name="at-hand"),
    path("authority/at-hand/new/", giving_views.add, name="new-thing"),
    path("authority/at-hand/beginning/", giving_views.begin, name="at-hand-beginning"),
    path("authority/at-hand/improvised/", giving_views.improvise, name="improvised"),
    path("authority/at-hand/<int:thing>/given/", giving_views.hand, name="handed"),
    path("authority/at-hand/<int:thing>/refills/", giving_views.refill, name="refill"),
    path("authority/at-hand/<int:thing>/removal/", giving_views.remove, name="thing-removal"),
    path("authority/rules/", rule_views.rules, name="rules"),
    path("authority/rules/exceptions/", rule_views.exceptions, name="exceptions"),
    path("authority/rules/settlements/", rule_views.settlements, name="settlements"),
    path("authority/wider/", rule_views.wider, name="wider"),
    path("authority/wider/new/", rule_views.asked, name="wider-asked"),
    path("authority/wider/<int:plea>/answers/", rule_views.answered, name="wider-answered"),
    path("authority/gains/", rule_views.gains_page, name="gains"),
    path("authority/limits/", limit_views.table, name="limits"),
    path("authority/limits/new/", limit_views.new_limit, name="new-limit"),
    path("authority/limits/beginning/", limit_views.begin, name="limits-beginning"),
]
