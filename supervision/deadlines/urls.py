"""Routes of the calendar, the rules, the calculator and the time machine."""

from django.urls import path

from supervision.deadlines.views import calculator, calendar, rules, time_machine

app_name = "deadlines"

urlpatterns = [
    path("calendar/", calendar.year_page, name="calendar"),
    path("calendar/<int:year>/", calendar.year_page, name="year"),
    path("calendar/day/", calendar.edit_day, name="day"),
    path("rules/", rules.rule_list, name="rules"),
    path("rules/<slug:code>/", rules.rule_change, name="rule"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("clock/", time_machine.clock_page, name="clock"),
]
