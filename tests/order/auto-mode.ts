/** What must outlive what where EKS Auto Mode makes nodes of pools of one's own: one row a reason, for making as for deleting. */
import type { OrderRow } from "./rows";
import { any } from "./selecting";
import * as are from "./selectors";

/** `later` is made last and goes first. */
export const AUTO_MODE_ROWS: readonly OrderRow[] = [
    {
        id: "auto pools before their classes",
        rules: [1, 41],
        later: are.AUTO_POOLS,
        earlier: are.AUTO_CLASSES,
        own: true,
        why: "a class that goes first takes away what the pool's nodes are made of: both wait for each other",
        source: "EKS User Guide, create-node-pool; aws/karpenter-provider-aws pkg/controllers/nodeclass/controller.go, finalize",
    },
    {
        id: "auto classes before the access of their nodes",
        rules: [1, 41],
        later: are.AUTO_OBJECTS,
        earlier: are.AUTO_NODE_ACCESS,
        why: "a node without its entry reports nothing: it never joins, and one that drains never ends",
        source: "EKS User Guide, create-node-class, Create node class access entry",
    },
    {
        id: "auto pools before the control plane",
        rules: [1, 41],
        later: are.AUTO_OBJECTS,
        earlier: are.CONTROL_PLANE,
        why: "EKS ends the instances as long as there is a cluster; the objects can be deleted through it alone",
        source: "EKS User Guide, auto-disable; delete-cluster",
    },
    {
        id: "the control plane before the role of its nodes",
        rules: [3, 41],
        later: are.CONTROL_PLANE,
        earlier: are.AUTO_NODE_RIGHTS,
        why: "EKS takes its instance profiles off the role late: a role deleted before is refused with DeleteConflict",
        source: "aws-controllers-k8s/eks-controller#220",
    },
    {
        id: "auto pools before the ways out and the subnets of their nodes",
        rules: [1, 3],
        later: are.AUTO_OBJECTS,
        earlier: any("the network of nodes", are.EGRESS, are.NODE_SUBNETS, are.VPC_ENDPOINTS),
        why: "nodes that drain call AWS, and a subnet with one of them in it cannot be deleted",
        source: "EKS User Guide, network-reqs; terraform-provider-aws internal/service/ec2/vpc_subnet.go",
    },
    {
        id: "auto pools before keys",
        rules: [],
        later: any("nodes and the control plane", are.AUTO_OBJECTS, are.CONTROL_PLANE),
        earlier: are.KEYS,
        why: "a key waiting for its deletion decrypts nothing: no node's volume is attached",
        source: "EKS User Guide, auto-kms; AWS KMS Developer Guide, deleting-keys",
    },
    {
        id: "add-ons before auto pools",
        rules: [14],
        later: any("what runs on nodes", are.METRICS_SERVER, are.STORAGE_CLASS),
        earlier: are.AUTO_POOLS,
        why: "without a pool its pods find no node: the add-on is DEGRADED and the update fails after twenty minutes",
        source: "EKS User Guide, managing-add-ons",
    },
];
