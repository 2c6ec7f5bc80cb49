/** What is refused of the words of policies of admission, before they become policies. Pure. */
import type { Problem } from "../shared/problems";
import type { AdmissionWords } from "./admission-schema";

/** The first minor that serves MutatingAdmissionPolicy as v1. Source: Kubernetes documentation, Mutating Admission Policy. */
const MUTATING_SINCE = 36;

export function checkWords(words: AdmissionWords, kubernetesVersion: string): Problem[] {
    return [
        ...checkAny(words),
        ...checkRegistries(words),
        ...checkAmounts(words),
        ...checkTargetGroups(words),
        ...(words.namespaceLevels?.allowed?.length === 0 ? [empty("namespaceLevels.allowed", "level")] : []),
        ...checkMinor(words, kubernetesVersion),
    ];
}

function checkAny({ exempt: _, ...words }: AdmissionWords): Problem[] {
    const { mutations, own, ...sets } = words;
    const asked = [sets, own ?? {}, mutations ?? {}].flatMap((group) => Object.keys(group));
    return asked.length > 0 ? [] : [{ path: "", what: "no policy", remedy: "Name one, or remove it" }];
}

function empty(path: string, noun: string): Problem {
    return { path, what: `no ${noun}: it would refuse everything`, remedy: `Name one` };
}

/** Source: distribution/reference, regexp.go: a host has a dot or a port, or is localhost. */
function checkRegistries({ registries }: AdmissionWords): Problem[] {
    if (registries === undefined) return [];
    if (registries.allowed.length === 0) return [empty("registries.allowed", "registry")];
    return registries.allowed.flatMap((got, index) => {
        const [host = "", ...folders] = got.split("/");
        const isHost = /^[a-z0-9.-]+(:\d+)?$/.test(host) && (/[.:]/.test(host) || host === "localhost");
        if (isHost && folders.every((one) => /^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(one))) return [];
        const remedy = "Write its host, and a path if you like, without https:// and / at the end";
        return [{ path: `registries.allowed[${index}]`, what: "not a registry of images", got, remedy }];
    });
}

function checkAmounts({ resources }: AdmissionWords): Problem[] {
    if (resources?.requests?.length !== 0 || resources.limits?.length !== 0) return [];
    return [
        {
            path: "resources",
            what: "nothing is to be stated",
            remedy: "Name a request or a limit, or remove it",
        },
    ];
}

/** Source: Elastic Load Balancing API Reference 2015-12-01, TargetGroup, TargetGroupArn. */
function checkTargetGroups({ targetGroups }: AdmissionWords): Problem[] {
    if (targetGroups === undefined) return [];
    if (targetGroups.allowed.length === 0) return [empty("targetGroups.allowed", "target group")];
    return targetGroups.allowed.flatMap((got, index) => {
        if (/^arn:[a-z0-9-]+:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9/*-]+$/.test(got))
            return [];
        const remedy =
            "Write arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>, or /<name>/*";
        return [
            { path: `targetGroups.allowed[${index}]`, what: "not an ARN of a target group", got, remedy },
        ];
    });
}

function checkMinor({ mutations }: AdmissionWords, kubernetesVersion: string): Problem[] {
    if (mutations === undefined || Number(kubernetesVersion.split(".")[1]) >= MUTATING_SINCE) return [];
    const what = `Kubernetes ${kubernetesVersion} serves no MutatingAdmissionPolicy of version v1`;
    return [
        {
            path: "mutations",
            what,
            remedy: `Remove it, or set platform:kubernetesVersion to "1.${MUTATING_SINCE}"`,
        },
    ];
}
