from django.urls import path

from .views import baselines, costs, leaks, reports, returns, scorecard, subscriptions, targets
from .views.baselines import BaselineDetail, BaselineList, GateRowList
from .views.benchmarks import BenchmarkBoard
from .views.boards import BoardPage, home
from .views.compliance import ComplianceBoard, CountedRowList
from .views.exports import export
from .views.impact import Impact
from .views.overview import Overview
from .views.rows import RowList
from .views.sharing import SavedViewList, delete_view, open_first, save_view
from .views.targets import TargetDetail, TargetList
from .views.watches import WatchList, create_watch, end_watch, explain_deviation

app_name = "dashboards"
urlpatterns = [
    path("", home, name="home"),
    path("state/", Overview.as_view(), name="overview"),
    path("impact/", Impact.as_view(), name="impact"),
    path("costs/", costs.CostList.as_view(), name="cost-list"),
    path("costs/new/", costs.create, name="cost-create"),
    path("costs/sheet/", costs.read_sheet, name="cost-sheet"),
    path("costs/<int:pk>/correction/", costs.correct, name="cost-correction"),
    path("costs/export/<slug:kind>/", costs.export, name="cost-export"),
    path("roi/", returns.ReturnPage.as_view(), name="roi"),
    path("roi/benefits/new/", returns.create, name="benefit-create"),
    path("roi/benefits/<int:pk>/withdrawal/", returns.withdraw, name="benefit-withdrawal-create"),
    path("roi/benefits/<int:pk>/choice/", returns.choose, name="benefit-choice-create"),
    path("roi/pools/<slug:pool>/release/", returns.release, name="pool-release"),
    path("roi/qualities/new/", returns.create_quality, name="quality-create"),
    path("roi/qualities/<int:pk>/withdrawal/", returns.withdraw_quality, name="quality-withdrawal-create"),
    path("leaks/", leaks.LeakPage.as_view(), name="leaks"),
    path("sla/", ComplianceBoard.as_view(), name="sla"),
    path("sla/promises/<int:pk>/<slug:part>/", CountedRowList.as_view(), name="counted-row-list"),
    path("deviations/", WatchList.as_view(), name="watch-list"),
    path("deviations/new/", create_watch, name="watch-create"),
    path("deviations/watches/<int:pk>/end/", end_watch, name="watch-end"),
    path("deviations/<int:pk>/cause/", explain_deviation, name="deviation-explain"),
    path("benchmarks/", BenchmarkBoard.as_view(), name="benchmark-list"),
    path("scorecard/", scorecard.ScorecardPage.as_view(), name="scorecard"),
    path("scorecard/new/", scorecard.propose, name="scorecard-create"),
    path("scorecard/<int:pk>/signature/", scorecard.sign, name="scorecard-signature-create"),
    path("scorecard/<int:pk>/withdrawal/", scorecard.withdraw, name="scorecard-withdrawal-create"),
    path("targets/", TargetList.as_view(), name="target-list"),
    path("targets/new/", targets.create, name="target-create"),
    path("targets/<int:pk>/", TargetDetail.as_view(), name="target-detail"),
    path("targets/<int:pk>/signature/", targets.sign, name="target-signature-create"),
    path("targets/<int:pk>/withdrawal/", targets.withdraw, name="target-withdrawal-create"),
    path("baselines/", BaselineList.as_view(), name="baseline-list"),
    path("baselines/new/", baselines.create, name="baseline-create"),
    path("baselines/<int:pk>/", BaselineDetail.as_view(), name="baseline-detail"),
    path("baselines/<int:pk>/signature/", baselines.sign, name="baseline-signature-create"),
    path("baselines/gate/<slug:key>/<slug:part>/", GateRowList.as_view(), name="gate-row-list"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/<slug:key>/versions/", reports.issue, name="report-version-create"),
    path("reports/versions/<int:pk>/signature/", reports.sign, name="report-signature-create"),
    path("subscriptions/", subscriptions.subscription_list, name="subscription-list"),
    path("subscriptions/new/", subscriptions.create, name="subscription-create"),
    path("subscriptions/<int:pk>/", subscriptions.detail, name="subscription-detail"),
    path("subscriptions/<int:pk>/delivery/", subscriptions.send_now, name="subscription-delivery-create"),
    path("subscriptions/<int:pk>/end/", subscriptions.end, name="subscription-end"),
    path("rows/", RowList.as_view(), name="row-list"),
    path("views/", SavedViewList.as_view(), name="view-list"),
    path("views/save/", save_view, name="view-save"),
    path("views/<int:pk>/first/", open_first, name="view-first"),
    path("views/<int:pk>/delete/", delete_view, name="view-delete"),
    path("<slug:key>/export/<slug:kind>/", export, name="board-export"),
    # last: what nothing above is called
    path("<slug:key>/", BoardPage.as_view(), name="board"),
]
