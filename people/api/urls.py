from rest_framework.routers import SimpleRouter

from . import calendars

router = SimpleRouter()
router.register("calendars", calendars.CalendarViewSet, basename="api-calendar")
urlpatterns = router.urls
