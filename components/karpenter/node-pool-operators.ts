/** How a requirement compares a node's label. Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml. */
export const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;
export type Operator = (typeof OPERATORS)[number];
