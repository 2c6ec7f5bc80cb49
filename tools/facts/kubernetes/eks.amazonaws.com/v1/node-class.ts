/** kubernetes:eks.amazonaws.com/v1:NodeClass */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

/** A public copy of the definition EKS installs. Newer fields are in the EKS User Guide, create-node-class, alone. */
const CRD = { source: "imroc/kubeschemas eks.amazonaws.com/nodeclass_v1.json, 2025-02" };
const AWAIT = { source: "pulumi/pulumi-kubernetes provider/pkg/await/internal/awaiter.go, Await" };

/** EKS makes an instance profile and launch templates for it, which it removes with it. */
export const nodeClass: ResourceFacts = clusterObject("kubernetes:eks.amazonaws.com/v1:NodeClass", [
    {
        during: "create",
        when: "the cluster is not in Auto Mode: EKS brings the definition",
        error: "Verify that any required CRDs have been created: no matches for kind",
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
    },
    {
        during: "create",
        when: "a tag is one of EKS's own",
        error: "tag contains a restricted tag matching eks.amazonaws.com/nodeclass",
        ...CRD,
    },
    {
        during: "create",
        when: "it is not Ready within ten minutes: no such subnet, group or role, or the role has no access entry",
        error: "timed out waiting for the condition",
        ...AWAIT,
    },
    {
        during: "update",
        when: "the role changes",
        error: "immutable field changed",
        ...CRD,
    },
    {
        during: "delete",
        when: "instances of any pool still use it",
        error: "timed out waiting for the condition",
        ...AWAIT,
    },
]);
