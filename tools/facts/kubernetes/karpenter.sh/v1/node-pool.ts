/** kubernetes:karpenter.sh/v1:NodePool */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

const CRD = { source: "aws/karpenter-provider-aws v1.14.1 pkg/apis/crds/karpenter.sh_nodepools.yaml" };
const AWAIT = { source: "pulumi/pulumi-kubernetes provider/pkg/await/internal/awaiter.go, Await" };

/** Its nodes are no resources: Karpenter starts and ends them. A changed template replaces them all, as budgets let it. */
export const nodePool: ResourceFacts = clusterObject("kubernetes:karpenter.sh/v1:NodePool", [
    {
        during: "create",
        when: "the definitions of Karpenter's objects are not installed",
        error: "Verify that any required CRDs have been created: no matches for kind",
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
    },
    {
        during: "create",
        when: "a budget has a schedule without a duration, or the other way round",
        error: "'schedule' must be set with 'duration'",
        ...CRD,
    },
    {
        during: "create",
        when: "a requirement with In has no values",
        error: "requirements with operator 'In' must have a value defined",
        ...CRD,
    },
    {
        during: "update",
        when: "the kind of node class changes",
        error: "nodeClassRef.kind is immutable",
        ...CRD,
    },
    {
        during: "update",
        when: "the pool is not Ready within ten minutes, as when its node class is not",
        error: "timed out waiting for the condition",
        ...AWAIT,
    },
    {
        during: "delete",
        when: "nodes still drain when the delete timeout ends",
        error: "timed out waiting for the condition",
        ...AWAIT,
    },
]);
