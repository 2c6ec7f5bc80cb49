/** Words of the API server, the scheduler and Karpenter, short enough to read. Pure. */

/** Who refused, and what they say. */
export function reasonOf(message: string): string {
    for (const [pattern, say] of SAID) {
        const found = pattern.exec(message);
        if (found !== null) return say(found);
    }
    return message.trim();
}

/** Source: kubernetes/kubernetes v1.36.3, staging/src/k8s.io/apiserver/pkg/admission and plugin/pkg/admission/resourcequota. */
const SAID: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
    [
        /ValidatingAdmissionPolicy '([^']+)' with binding '[^']+' denied request: ([\s\S]*)/,
        ([, policy = "", says = ""]) => `refused by policy ${policy}: ${says.trim()}`,
    ],
    [
        /violates PodSecurity "([^"]+)": ([\s\S]*)/,
        ([, level = "", says = ""]) => `refused by Pod Security ${level.replace(/:.*/, "")}: ${says.trim()}`,
    ],
    [
        /exceeded quota: ([^,]+), requested: (.+), used: (.+), limited: (.+)/,
        ([, quota = "", asked = "", used = "", limit = ""]) =>
            `refused by quota ${quota}: asks for ${asked}, ${used} are used, ${limit} is the limit`,
    ],
    [
        /failed quota: ([^:]+): (.*)/,
        ([, quota = "", says = ""]) =>
            `refused by quota ${quota}: the pod must say ${says.replace(/^must specify /, "")}`,
    ],
    [
        /((?:maximum|minimum) \S+ usage per \S+ is [\s\S]*)/,
        ([, says = ""]) => `refused by a limit range: ${says.trim()}`,
    ],
    [
        /admission webhook "([^"]+)" denied the request: ([\s\S]*)/,
        ([, webhook = "", says = ""]) => `refused by webhook ${webhook}: ${says.trim()}`,
    ],
    [
        /failed calling webhook "([^"]+)"/,
        ([, webhook = ""]) => `stopped by webhook ${webhook}, which fails closed and does not answer`,
    ],
];

/** What the scheduler says of pods that wait; its numbers of nodes stay, its words on preemption go. */
export function ofScheduler(message: string): string {
    return message
        .replace(/\s*(?:no new claims to deallocate, )?preemption: [\s\S]*$/, "")
        .replace(/^(\d+\/\d+) nodes are available: /, "$1 nodes: ")
        .replace(/[.,\s]+$/, "");
}

/** Why it starts no node: of each pool what it lacks. Source: kubernetes-sigs/karpenter v1.14.1, pkg/controllers/provisioning/scheduling. */
export function ofKarpenter(message: string): readonly string[] {
    return message
        .replace(/^Failed to schedule pod, /, "")
        .split("; ")
        .map((one) =>
            one
                .replace(/^incompatible with nodepool "([^"]+)", /, "pool $1: ")
                .replace(/daemonset overhead=\{[^}]*\}, /, "")
                .replace(/^(?!pool )/, "Karpenter: "),
        )
        .filter((one, index, all) => all.indexOf(one) === index);
}
