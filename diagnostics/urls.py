from django.urls import path

from .views import (
    assessments,
    interviews,
    problems,
    quotes,
    recommendations,
    stakeholders,
)

app_name = "diagnostics"
urlpatterns = [
    path("", assessments.AssessmentList.as_view(), name="assessment-list"),
    path("new/", assessments.AssessmentCreate.as_view(), name="assessment-create"),
    path("<int:pk>/", assessments.AssessmentDetail.as_view(), name="assessment-detail"),
    path(
        "<int:pk>/edit/",
        assessments.AssessmentUpdate.as_view(),
        name="assessment-update",
    ),
    path("<int:pk>/closure/", assessments.close, name="closure-create"),
    path("<int:pk>/reopening/", assessments.reopen, name="reopening-create"),
    path(
        "<int:assessment_pk>/stakeholders/",
        stakeholders.StakeholderList.as_view(),
        name="stakeholder-list",
    ),
    path(
        "<int:assessment_pk>/stakeholders/new/",
        stakeholders.StakeholderCreate.as_view(),
        name="stakeholder-create",
    ),
    path(
        "stakeholders/<int:pk>/",
        stakeholders.StakeholderUpdate.as_view(),
        name="stakeholder-update",
    ),
    path("stakeholders/<int:pk>/removal/", stakeholders.remove, name="stakeholder-delete"),
    path("stakeholders/<int:pk>/consent/", stakeholders.consent, name="consent-create"),
    path(
        "<int:assessment_pk>/interviews/",
        interviews.InterviewList.as_view(),
        name="interview-list",
    ),
    path(
        "<int:assessment_pk>/interviews/new/",
        interviews.InterviewCreate.as_view(),
        name="interview-create",
    ),
    path(
        "interviews/<int:pk>/",
        interviews.InterviewDetail.as_view(),
        name="interview-detail",
    ),
    path(
        "interviews/<int:pk>/edit/",
        interviews.InterviewUpdate.as_view(),
        name="interview-update",
    ),
    path("interviews/<int:pk>/notes/", interviews.write, name="note-write"),
    path("interviews/<int:pk>/completion/", interviews.hold, name="completion-create"),
    path("interviews/<int:pk>/quotes/", quotes.keep, name="quote-create"),
    path("quotes/<int:pk>/removal/", quotes.drop, name="quote-delete"),
    path("<int:assessment_pk>/quotes/", quotes.QuoteList.as_view(), name="quote-list"),
    path(
        "<int:assessment_pk>/themes/new/",
        quotes.ThemeCreate.as_view(),
        name="theme-create",
    ),
    path(
        "<int:assessment_pk>/problems/",
        problems.ProblemList.as_view(),
        name="problem-list",
    ),
    path(
        "<int:assessment_pk>/problems/new/",
        problems.ProblemCreate.as_view(),
        name="problem-create",
    ),
    path("problems/<int:pk>/", problems.ProblemUpdate.as_view(), name="problem-update"),
    path("problems/<int:pk>/removal/", problems.remove, name="problem-delete"),
    path(
        "<int:assessment_pk>/priorities/",
        recommendations.RecommendationList.as_view(),
        name="recommendation-list",
    ),
    path(
        "<int:assessment_pk>/priorities.csv",
        recommendations.RecommendationExport.as_view(),
        name="recommendation-export",
    ),
    path(
        "<int:assessment_pk>/priorities/new/",
        recommendations.RecommendationCreate.as_view(),
        name="recommendation-create",
    ),
    path(
        "recommendations/<int:pk>/",
        recommendations.RecommendationDetail.as_view(),
        name="recommendation-detail",
    ),
    path(
        "recommendations/<int:pk>/edit/",
        recommendations.RecommendationUpdate.as_view(),
        name="recommendation-update",
    ),
    path(
        "recommendations/<int:pk>/rating/",
        recommendations.RatingWrite.as_view(),
        name="rating-write",
    ),
    path(
        "recommendations/<int:pk>/removal/",
        recommendations.remove,
        name="recommendation-delete",
    ),
]
