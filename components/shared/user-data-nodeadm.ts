/** User data of AL2023: scripts and settings for cloud-init, NodeConfig for nodeadm. */
import { chooseFrom } from "./hints";
import type { Json } from "./json";
import { KUBELET_FIELDS } from "./kubelet-fields";
import type { NodeMaker } from "./node-maker";
import type { Problem } from "./problems";
import { isTable, parseYaml } from "./text-formats";
import { checkPart, isMime, NODE_CONFIG_TYPE, readMime } from "./user-data-mime";

export function checkNodeadmUserData(path: string, text: string, maker: NodeMaker): Problem[] {
    if (!isMime(text)) return maker === "karpenter" ? checkBareText(path, text) : notMime(path, text, maker);
    const archive = readMime(text);
    if ("problem" in archive) return [{ path, ...archive.problem }];
    if (archive.parts.length === 0) {
        return [{ path, what: "the archive of user data has no part", remedy: "Leave the user data out" }];
    }
    return archive.parts.flatMap((part) => [
        ...checkPart(path, part),
        ...(part.type === NODE_CONFIG_TYPE ? checkNodeConfig(path, `part ${part.number}`, part.content) : []),
    ]);
}

/** Source: EKS User Guide, launch-templates, "Amazon EC2 user data": MIME multi-part for Amazon Linux, or no merge. */
function notMime(path: string, text: string, maker: "eks" | "kit"): Problem[] {
    const type = text.startsWith("#cloud-config")
        ? "text/cloud-config"
        : text.startsWith("#!")
          ? "text/x-shellscript"
          : NODE_CONFIG_TYPE;
    const what = `${maker === "eks" ? "EKS" : "the kit"} joins its own user data to a MIME multi-part archive only`;
    return [{ path, what, remedy: `Write it as a part of one, with Content-Type: ${type}` }];
}

/**
 * Karpenter tries it as a YAML map and takes it for a NodeConfig if it is one: a script of one command with ": " in
 * it, a script of comments, #cloud-config. nodeadm then refuses everything and the node does not join.
 * Source: Karpenter v1.14.1, pkg/providers/amifamily/bootstrap/nodeadm.go, parseUserData.
 */
function checkBareText(path: string, text: string): Problem[] {
    const parsed = parseYaml(text);
    const isScript = "fault" in parsed || (parsed.value !== null && !isTable(parsed.value));
    if (!isScript) {
        if (isTable(parsed.value) && parsed.value["kind"] === "NodeConfig") {
            return checkNodeConfig(path, "the user data", text);
        }
        const type = text.startsWith("#cloud-config") ? "text/cloud-config" : "text/x-shellscript";
        const what = "Karpenter would take it for a NodeConfig, and the node would not join";
        return [{ path, what, remedy: `Write it as a MIME part with Content-Type: ${type}` }];
    }
    if (text.startsWith("#!")) return [];
    const what = "neither a MIME archive nor a NodeConfig nor a script that names its interpreter";
    return [{ path, what, remedy: "Begin a script with #!/bin/bash in its first line" }];
}

/** What a value must be: fields by name, a list of texts, a map nobody looks into, or one of some words. */
type Form =
    | { readonly fields: Readonly<Record<string, Form>> }
    | { readonly words: readonly string[] }
    | "boolean"
    | "map"
    | "text"
    | "texts";

/**
 * nodeadm leaves out what it does not know without a word, and refuses what is of another kind.
 * Source: awslabs/amazon-eks-ami 81fec2e8, 2026-07-23, nodeadm/api/v1alpha1/nodeconfig_types.go.
 */
const NODE_CONFIG: Form = {
    fields: {
        apiVersion: { words: ["node.eks.aws/v1alpha1"] },
        kind: { words: ["NodeConfig"] },
        metadata: "map",
        spec: {
            fields: {
                cluster: "map",
                containerd: { fields: { baseRuntimeSpec: "map", config: "text" } },
                featureGates: { fields: { FastImagePull: "boolean", InstanceIdNodeName: "boolean" } },
                instance: {
                    fields: {
                        environment: "map",
                        localStorage: {
                            fields: {
                                disabledMounts: "texts",
                                mountPath: "text",
                                strategy: { words: ["Mount", "RAID0", "RAID10"] },
                            },
                        },
                        network: { fields: { domains: "texts", nameservers: "texts" } },
                    },
                },
                kubelet: { fields: { config: "map", flags: "texts", maxPodsExpression: "text" } },
            },
        },
    },
};

function checkNodeConfig(path: string, where: string, text: string): Problem[] {
    const parsed = parseYaml(text);
    if ("fault" in parsed) {
        return [
            {
                path,
                what: `${where} is no YAML: ${parsed.fault}`,
                remedy: "Mend it: the node would not join",
            },
        ];
    }
    const { value } = parsed;
    if (!isTable(value) || value["apiVersion"] === undefined || value["kind"] === undefined) {
        const what = `${where} is no NodeConfig: apiVersion and kind are missing`;
        return [{ path, what, remedy: "Write apiVersion: node.eks.aws/v1alpha1 and kind: NodeConfig" }];
    }
    const problem: MakeProblem = (what, remedy, got) => ({
        path,
        what: `${where}: ${what}`,
        ...(got === undefined ? {} : { got }),
        remedy,
    });
    return [...checkForm("", value, NODE_CONFIG, problem), ...checkMeaning(value, problem)];
}

type MakeProblem = (what: string, remedy: string, got?: Json) => Problem;

function checkForm(field: string, value: unknown, form: Form, problem: MakeProblem): Problem[] {
    if (typeof form === "object" && "fields" in form) {
        if (!isTable(value)) return [problem(`${field} is no map`, "Write its fields below it")];
        return Object.entries(value).flatMap(([key, below]) => {
            const place = field === "" ? key : `${field}.${key}`;
            const known = form.fields[key];
            return known === undefined
                ? [unknownField(place, key, Object.keys(form.fields), problem)]
                : checkForm(place, below, known, problem);
        });
    }
    if (typeof form === "object") {
        if (typeof value === "string" && form.words.includes(value)) return [];
        const got = typeof value === "string" ? value : undefined;
        return [problem(`${field} is none of its words`, `Choose ${form.words.join(", ")}`, got)];
    }
    return IS[form](value) ? [] : [problem(`${field} is no ${NOUNS[form]}`, `Write a ${NOUNS[form]}`)];
}

const IS: { readonly [form in Extract<Form, string>]: (value: unknown) => boolean } = {
    boolean: (value) => typeof value === "boolean",
    map: isTable,
    text: (value) => typeof value === "string",
    texts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
};
const NOUNS = { boolean: "boolean", map: "map", text: "text", texts: "list of texts" } as const;

function unknownField(place: string, key: string, known: readonly string[], problem: MakeProblem): Problem {
    return problem(`${place} is ignored: there is no such field`, chooseFrom(key, known), key);
}

/** What is well formed and would still not do what it seems to. */
function checkMeaning(value: Readonly<Record<string, unknown>>, problem: MakeProblem): Problem[] {
    const spec = tableOf(value["spec"]);
    const kubelet = tableOf(spec["kubelet"]);
    const config = tableOf(kubelet["config"]);
    const flags = Array.isArray(kubelet["flags"])
        ? kubelet["flags"].filter((one) => typeof one === "string")
        : [];
    return [
        ...(spec["cluster"] === undefined
            ? []
            : [problem("spec.cluster is written by whoever makes the node", "Remove it")]),
        ...Object.keys(config)
            .filter((key) => !KUBELET_FIELDS.includes(key))
            .map((key) => unknownField(`spec.kubelet.config.${key}`, key, KUBELET_FIELDS, problem)),
        ...(config["registerWithTaints"] === undefined
            ? []
            : [problem("spec.kubelet.config.registerWithTaints hides taints from the plan", "Use taints")]),
        ...flags.flatMap((flag) => {
            const word = HIDDEN.find(({ name }) => flag === name || flag.startsWith(`${name}=`));
            return word === undefined
                ? []
                : [problem(`the flag ${word.name} hides what the plan must know`, word.remedy)];
        }),
    ];
}

/** Flags for what the kit itself tells the kubelet. */
const HIDDEN = [
    { name: "--node-labels", remedy: "Use labels" },
    { name: "--register-with-taints", remedy: "Use taints" },
] as const;

function tableOf(value: unknown): Readonly<Record<string, unknown>> {
    return isTable(value) ? value : {};
}
