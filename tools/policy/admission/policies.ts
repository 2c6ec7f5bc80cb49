/** Policies of admission that a planned environment has, and what they say to objects of its own. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Planned } from "../planned";
import { input, isObject, listOf, read, textOf, textsOf } from "../reading";
import { type ExemptOne, exemptWorkloadsIn } from "./exempt";
import type * as judging from "./judged";
import type { Told } from "./judged";

const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

/** A policy that counts, for it has a binding. */
export interface HeldPolicy {
    /** `platform-host`. */
    readonly name: string;
    readonly policy: PlannedResource;
    readonly binding: PlannedResource;
    readonly actions: readonly string[];
    /** Namespaces it does not look at. */
    readonly exempt: readonly string[];
    /** Single workloads it lets off. */
    readonly exemptWorkloads: readonly ExemptOne[];
    /** What its expressions read as `params`. */
    readonly params: Json;
}

export function policyNamed(planned: Planned, name: string): HeldPolicy | undefined {
    const of = (type: string, path: string) =>
        planned.ofType(type).find((one) => textOf(input(one, path)) === name);
    const policy = of(POLICY, "metadata.name");
    const binding = of(`${POLICY}Binding`, "spec.policyName");
    if (policy === undefined || binding === undefined) return undefined;
    const actions = textsOf(input(binding, "spec.validationActions"));
    const params = of(CONFIG_MAP, "metadata.name")?.inputs ?? {};
    const exemptWorkloads = exemptWorkloadsIn(planned.at(policy.parent ?? "")?.inputs);
    return { name, policy, binding, actions, exempt: exemptOf(binding), exemptWorkloads, params };
}

function exemptOf(binding: PlannedResource): readonly string[] {
    const rules = listOf(input(binding, "spec.matchResources.namespaceSelector.matchExpressions"));
    return rules.flatMap((rule) => textsOf(read(rule, "values")));
}

/** An object of the plan that the policy looks at. */
export interface Asked extends Told {
    readonly resource: PlannedResource;
}

/** What it says to each object of the plan that it looks at; what reads CEL is loaded for a policy alone. */
export function saidTo(planned: Planned, policy: HeldPolicy): readonly Asked[] {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- what an import expression loads is no CommonJS of ours
    const { toldBy } = require("./judged") as typeof judging;
    const ranges = planned.ofType("kubernetes:core/v1:LimitRange").map(({ inputs }) => inputs);
    const rangesIn = (namespace: string) => ranges.filter((one) => namespaceOf(one) === namespace);
    return planned
        .matching(/^kubernetes:(?!helm\.sh\/)/)
        .filter(({ inputs }) => isObject(inputs) && !policy.exempt.includes(namespaceOf(inputs)))
        .flatMap((resource) =>
            toldBy(policy, resource.inputs, rangesIn(namespaceOf(resource.inputs))).map((told): Asked => ({
                ...told,
                resource,
            })),
        );
}

/** A namespace is spared by its own name. */
function namespaceOf(object: Json): string {
    const isNamespace = textOf(read(object, "kind")) === "Namespace";
    return textOf(read(object, isNamespace ? "metadata.name" : "metadata.namespace"));
}
