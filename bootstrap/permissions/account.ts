/** IAM actions of what is known of an environment beside it: its cost, and how it takes failures. */
import { provider, type TypePermissions } from "./table";

const CE_TAGS = ["ce:TagResource", "ce:UntagResource"];
const HUB_TAGS = ["resiliencehub:TagResource", "resiliencehub:UntagResource"];

const COSTS: readonly TypePermissions[] = [
    {
        type: "aws:budgets/budget:Budget",
        create: ["budgets:ModifyBudget", "budgets:TagResource"],
        read: ["budgets:ListTagsForResource", "budgets:ViewBudget"],
        update: ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"],
        delete: ["budgets:ModifyBudget"],
        source: provider("budgets/budget", "Service Authorization Reference, AWS Budget Service"),
    },
    {
        type: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        create: ["ce:CreateAnomalyMonitor", "ce:TagResource"],
        read: ["ce:GetAnomalyMonitors", "ce:ListTagsForResource"],
        update: ["ce:UpdateAnomalyMonitor", ...CE_TAGS],
        delete: ["ce:DeleteAnomalyMonitor"],
        source: provider("ce/anomaly_monitor"),
    },
    {
        type: "aws:costexplorer/anomalySubscription:AnomalySubscription",
        create: ["ce:CreateAnomalySubscription", "ce:TagResource"],
        read: ["ce:GetAnomalySubscriptions", "ce:ListTagsForResource"],
        update: ["ce:UpdateAnomalySubscription", ...CE_TAGS],
        delete: ["ce:DeleteAnomalySubscription"],
        source: provider("ce/anomaly_subscription"),
    },
    {
        type: "aws:costexplorer/costAllocationTag:CostAllocationTag",
        create: ["ce:UpdateCostAllocationTagsStatus"],
        read: ["ce:ListCostAllocationTags"],
        update: ["ce:UpdateCostAllocationTagsStatus"],
        delete: ["ce:UpdateCostAllocationTagsStatus"],
        source: provider("ce/cost_allocation_tag"),
    },
];

const FAILURES: readonly TypePermissions[] = [
    {
        type: "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
        create: [
            "arc-zonal-shift:CreatePracticeRunConfiguration",
            "arc-zonal-shift:UpdateZonalAutoshiftConfiguration",
        ],
        read: ["arc-zonal-shift:GetManagedResource"],
        update: [
            "arc-zonal-shift:UpdatePracticeRunConfiguration",
            "arc-zonal-shift:UpdateZonalAutoshiftConfiguration",
        ],
        delete: [
            "arc-zonal-shift:DeletePracticeRunConfiguration",
            "arc-zonal-shift:UpdateZonalAutoshiftConfiguration",
        ],
        linkedRolesOf: ["practice-run.arc-zonal-shift"],
        source: provider(
            "arczonalshift/zonal_autoshift_configuration",
            "ARC Developer Guide, using-service-linked-roles-zonal-autoshift",
        ),
    },
    {
        type: "aws:resiliencehub/v2InputSource:V2InputSource",
        create: ["resiliencehub:CreateInputSource"],
        read: ["resiliencehub:ListInputSources"],
        update: [],
        delete: ["resiliencehub:DeleteInputSource"],
        source: provider(
            "resiliencehubv2/input_source",
            "names of the client's calls; the prefix: unverified",
        ),
    },
    {
        type: "aws:resiliencehub/v2Policy:V2Policy",
        create: ["resiliencehub:CreatePolicy", "resiliencehub:TagResource"],
        read: ["resiliencehub:GetPolicy", "resiliencehub:ListTagsForResource"],
        update: ["resiliencehub:UpdatePolicy", ...HUB_TAGS],
        delete: ["resiliencehub:DeletePolicy"],
        source: provider("resiliencehubv2/policy", "names of the client's calls; the prefix: unverified"),
    },
    {
        type: "aws:resiliencehub/v2Service:V2Service",
        create: ["resiliencehub:CreateService", "resiliencehub:TagResource"],
        read: ["resiliencehub:GetService", "resiliencehub:ListTagsForResource"],
        update: ["resiliencehub:UpdateService", ...HUB_TAGS],
        delete: ["resiliencehub:DeleteService"],
        passesRoleTo: ["resiliencehub"],
        source: provider("resiliencehubv2/service", "names of the client's calls; the prefix: unverified"),
    },
];

/** Types of AWS Budgets, Cost Explorer, Resilience Hub and zonal shift. */
export const ACCOUNT: readonly TypePermissions[] = [...COSTS, ...FAILURES];
