from django.urls import path

from .views import answers, disputes, handoffs, loop_rules

app_name = "handoffs"
urlpatterns = [
    path("", handoffs.HandoffList.as_view(), name="handoff-list"),
    path("came-back/", disputes.came_back, name="came-back"),
    path("arbitration/", disputes.arbitration, name="arbitration"),
    path("rules/", loop_rules.update, name="rules-update"),
    path("answers/", answers.answer_many, name="answers-create"),
    path("retractions/", answers.take_back, name="retraction-create"),
    path("<int:pk>/", handoffs.HandoffDetail.as_view(), name="handoff-detail"),
    path("<int:pk>/acceptance/", answers.accept, name="acceptance-create"),
    path("<int:pk>/rejection/", answers.reject, name="rejection-create"),
    path("<int:pk>/return/", answers.give_back, name="return-create"),
    path("<int:pk>/recycling/", answers.recycle, name="recycling-create"),
    path("<int:pk>/qualification/", answers.qualify, name="qualification-create"),
    path("<int:pk>/disqualification/", answers.disqualify, name="disqualification-create"),
    path("<int:pk>/answer/", disputes.answer, name="answer-create"),
    path("<int:pk>/dispute/", disputes.dispute, name="dispute-create"),
    path("<int:pk>/ruling/", disputes.rule, name="ruling-create"),
]
