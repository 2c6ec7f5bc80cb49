/**
 * Facts of every resource type of @pulumi/aws and @pulumi/kubernetes, made when a type is first asked for. What a
 * hand-written file states is the better word: it comes first.
 */
import type { ResourceFacts } from "../facts";
import { awsFacts } from "./aws";
import { kubernetesFacts } from "./kubernetes";
import { typingsOf } from "./typings";

const made = new Map<string, ResourceFacts | undefined>();

/** Undefined for other packages, for components and for providers. */
export function derivedFacts(type: string): ResourceFacts | undefined {
    if (!made.has(type)) made.set(type, derive(type));
    return made.get(type);
}

function derive(type: string): ResourceFacts | undefined {
    const typings = typingsOf(type);
    if (typings?.package === "aws") return awsFacts(typings);
    if (typings !== undefined || isCustomKind(type)) return kubernetesFacts(type, typings);
    return undefined;
}

/** `kubernetes:monitoring.coreos.com/v1:ServiceMonitor`; groups of the SDK's own would have typings. */
function isCustomKind(type: string): boolean {
    const [, group = ""] = /^kubernetes:([a-z0-9.-]+\.[a-z0-9-]+)\/v\w+:[A-Z]\w*$/.exec(type) ?? [];
    return group !== "" && !SDK_GROUPS.includes(group);
}

/** Groups of components that the SDK's plugin builds, not of the API server. */
const SDK_GROUPS: readonly string[] = ["helm.sh"];
