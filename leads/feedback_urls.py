from django.urls import path

from .views import feedback, rejections, reviews, suggestions

urlpatterns = [
    path("feedback/", rejections.Rejections.as_view(), name="feedback"),
    path("feedback/rows/", rejections.row_list, name="feedback-rows"),
    path("feedback/suggestion/", suggestions.suggest, name="suggestion"),
    path("feedback/suggestion/draft/", suggestions.create, name="remedy-create"),
    path("feedback/messages/", feedback.FeedbackList.as_view(), name="feedback-list"),
    path("feedback/messages/<int:pk>/", feedback.detail, name="feedback-detail"),
    path("feedback/messages/<int:pk>/replies/", feedback.reply, name="feedback-reply-create"),
    path("feedback/review/", reviews.review, name="review"),
    path("feedback/review/issue/", reviews.create, name="review-create"),
    path("<int:pk>/feedback/", feedback.create, name="feedback-create"),
]
