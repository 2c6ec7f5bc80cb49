/** Whether a replacement makes the new resource first, or removes the old one first. */
import { DELETED_FIRST, PLUGIN_FRAMEWORK } from "../facts/aws/delete-before-replace";
import { isObject } from "../facts/build";
import type { ResourceFacts } from "../facts/facts";
import type { PlannedResource } from "../plan/graph";
import { inputsOf } from "./settle";

/** Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, Diff. */
const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

export type Order = "create-first" | "delete-first";

/** The option decides; without it the provider does. */
export function orderOf(
    before: PlannedResource,
    after: PlannedResource,
    facts: ResourceFacts | undefined,
): Order {
    const asked = after.options.deleteBeforeReplace;
    const deleteFirst = asked ?? deletesFirst(before, after, facts);
    return deleteFirst ? "delete-first" : "create-first";
}

function deletesFirst(
    before: PlannedResource,
    after: PlannedResource,
    facts: ResourceFacts | undefined,
): boolean {
    if (after.type.startsWith("kubernetes:"))
        return after.type !== RELEASE_TYPE && isSameObject(before, after);
    return DELETED_FIRST.value.includes(after.type) || hasOwnName(after, facts);
}

/**
 * A name the program gives is taken while the old resource has it; types of the plugin framework are not asked.
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/schema.go, nameRequiresDeleteBeforeReplace.
 */
function hasOwnName(after: PlannedResource, facts: ResourceFacts | undefined): boolean {
    if (PLUGIN_FRAMEWORK.value.includes(after.type)) return false;
    const rule = facts?.physicalName.value;
    return rule?.kind === "auto" && inputsOf(after)[rule.property] !== undefined;
}

/** Source: pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Diff. */
function isSameObject(before: PlannedResource, after: PlannedResource): boolean {
    const [old, now] = [before, after].map((resource) => inputsOf(resource)["metadata"]);
    if (!isObject(old) || !isObject(now) || now["name"] === undefined) return false;
    return old["name"] === now["name"] && old["namespace"] === now["namespace"];
}
