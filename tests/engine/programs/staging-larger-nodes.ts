/** staging with larger system nodes, which EKS takes only as new node groups, unprotected meanwhile. */
import type { EnvironmentShape } from "../../../components/platform/shape";
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";

const { host } = staging.compute;
const larger: EnvironmentShape["compute"]["host"] =
    host.kind === "managed-nodes"
        ? { ...host, systemNodes: { ...host.systemNodes, instanceTypes: ["m7g.xlarge"] } }
        : host;

export const outputs = build({
    ...staging,
    compute: { ...staging.compute, host: larger },
    unprotected: ["nodes-system"],
});
