/** What the real providers' Check adds to the inputs: physical names and the provider's default tags. */
import { createHash } from "node:crypto";

import type { Json } from "../../components/shared/json";
import { isObject, objectOf, textOf } from "../facts/build";
import type { NameRule, Properties, ResourceFacts } from "../facts/facts";
import { contextOf } from "../plan/answers";
import { isSecret, UNKNOWN } from "../plan/wire-values";
import type { Subject } from "./answering";

export interface CheckOptions {
    readonly subject: Subject;
    readonly facts: ResourceFacts | undefined;
    /** Inputs of the state; empty for a new resource and for one that is about to be replaced. */
    readonly olds: Properties;
    /** The engine's, so that preview and update choose the same name. */
    readonly seed: string;
    /** What the stack's `pulumi:autonaming` asks for. @default the provider's own way */
    readonly asked?: AskedName | undefined;
}

/** Source: pulumi/pulumi proto/pulumi/provider.proto, CheckRequest.AutonamingOptions. */
export interface AskedName {
    readonly mode: "propose" | "enforce" | "disable";
    readonly name: string;
}

export interface Checked {
    readonly inputs: Properties;
    readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** Names the bridge chose itself. It keeps such a list on every object; the names are all that is needed here. */
export const DEFAULTS = "__defaults";
/** Source: pulumi/pulumi-kubernetes provider/pkg/metadata/naming.go, AssignNameIfAutonamable. */
export const AUTONAMED = "pulumi.com/autonamed";

export function checkInputs(options: CheckOptions): Checked {
    return options.subject.type.startsWith("kubernetes:") ? checkKubernetes(options) : checkAws(options);
}

function checkAws(options: CheckOptions): Checked {
    const { facts, subject } = options;
    if (facts === undefined) return { inputs: subject.inputs, failures: [] };
    const tagged = { ...subject.inputs, ...tagsOf(facts, subject) };
    const rule = facts.physicalName.value;
    if (rule.kind !== "auto" || tagged[rule.property] !== undefined) return { inputs: tagged, failures: [] };
    const kept = keptName(rule.property, options.olds);
    const { failure, name } = kept === undefined ? chosenName(rule, options) : { name: kept };
    return {
        inputs: { ...tagged, [rule.property]: name, [DEFAULTS]: [rule.property] },
        failures: failure === undefined ? [] : [{ property: rule.property, reason: failure }],
    };
}

/** Source: pulumi/pulumi-aws provider/resources.go, applyTags: the tags of a resource hold the provider's. */
function tagsOf(facts: ResourceFacts, subject: Subject): Properties {
    const { connection, inputs, name, urn } = subject;
    const question = { urn, name, inputs, secretOutputs: [], find: () => undefined };
    const context = contextOf(facts, { ...question, providerInputs: connection.inputs });
    const given = inputs["tags"];
    const open = given === undefined || (isObject(given) && !isSecret(given));
    if (facts.outputs(context)["tagsAll"] === undefined || !open) return {};
    const tags = { ...context.defaultTags, ...objectOf(given) };
    return Object.keys(tags).length === 0 ? {} : { tags };
}

/** A name the provider chose stays as long as the program gives none. */
function keptName(property: string, olds: Properties): string | undefined {
    const chosen: Json = olds[DEFAULTS] ?? [];
    const old = olds[property];
    const kept = Array.isArray(chosen) && chosen.includes(property) && typeof old === "string";
    return kept ? old : undefined;
}

type AutoName = Extract<NameRule, { kind: "auto" }>;

interface Chosen {
    readonly name: string;
    readonly failure?: string;
}

/** Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/info/autonaming.go, ComputeAutoNameDefault. */
function chosenName(rule: AutoName, { asked, seed, subject }: CheckOptions): Chosen {
    const prefix = rule.prefix ?? "";
    if (asked?.mode === "disable") {
        return { name: "", failure: "automatic naming is disabled but no explicit name was provided" };
    }
    if (asked?.mode === "enforce") return { name: asked.name };
    const name = asked === undefined ? `${subject.name}-${digits(seed, subject.name, 7)}` : asked.name;
    const made = `${prefix}${name}`;
    if (made.length <= rule.maxLength) return { name: made };
    // The second text: pulumi/pulumi sdk/go/common/resource/resource_id.go, NewUniqueName.
    const failure =
        asked === undefined
            ? `name '${subject.name}-' plus 7 random chars is longer than maximum length ${rule.maxLength}`
            : `calculated name '${made}' exceeds maximum length of ${rule.maxLength}`;
    return { name: made, failure };
}

/** Objects are named in their metadata, Helm releases at the top. */
function checkKubernetes({ asked, subject, olds, seed }: CheckOptions): Checked {
    const { inputs, name, type } = subject;
    // Source: pulumi/pulumi-kubernetes provider/pkg/metadata/naming.go, AssignNameIfAutonamable.
    const made = asked?.name ?? `${name}-${digits(seed, name, 8)}`;
    if (type === "kubernetes:helm.sh/v3:Release") {
        const named = inputs["name"] === undefined;
        const kept = keptName("name", olds) ?? made;
        return { inputs: named ? { ...inputs, name: kept, [DEFAULTS]: ["name"] } : inputs, failures: [] };
    }
    const metadata = objectOf(inputs["metadata"]);
    if (inputs["metadata"] === UNKNOWN || metadata["name"] !== undefined) return { inputs, failures: [] };
    const before = objectOf(olds["metadata"]);
    const auto = objectOf(before["annotations"])[AUTONAMED] === "true";
    const kept = auto ? textOf(before["name"], made) : made;
    const annotations = { ...objectOf(metadata["annotations"]), [AUTONAMED]: "true" };
    return {
        inputs: { ...inputs, metadata: { ...metadata, name: kept, annotations } },
        failures: [],
    };
}

function digits(seed: string, name: string, count: number): string {
    return createHash("sha256").update(`${seed}\n${name}`, "utf8").digest("hex").slice(0, count);
}
