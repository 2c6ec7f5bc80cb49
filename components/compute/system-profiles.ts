/** Fargate profiles of the kit's own pods, on a host without nodes: those that must run before there is any node. */
import { type FargateSelector, type KitPod, PHASES, selectsPod } from "../shared/pods";
import { SYSTEM } from "./system";

/**
 * The profile every environment on Fargate has. Frozen: a change replaces it and evicts all of it at once. Labels that
 * only the controllers carry: `app.kubernetes.io/name=aws-ebs-csi-driver` would take the DaemonSet's pods as well,
 * which cannot run there.
 */
export const SYSTEM_SELECTORS: readonly FargateSelector[] = [
    { "app.kubernetes.io/name": "karpenter" },
    { "k8s-app": "kube-dns" },
    { app: "ebs-csi-controller" },
    { "app.kubernetes.io/name": "metrics-server" },
].map((labels) => ({ namespace: "kube-system", labels }));

/** A profile as it is made: its selectors never change. */
export interface SystemProfile {
    readonly profile: string;
    readonly selectors: readonly FargateSelector[];
}

/**
 * The frozen profile, and for each further Deployment that must run before there are nodes a profile of its own. So a
 * part that joins or goes never changes the selectors of another one's profile: whatever was counted or grouped would,
 * and would evict what runs there. A profile costs nothing; a cluster has ten, and more on request.
 * Source: Service Quotas, Amazon EKS, "Fargate profiles per cluster".
 */
export function planSystemProfiles(pods: readonly KitPod[]): SystemProfile[] {
    const further = pods
        .filter(precedesNodes)
        .filter((pod) => !SYSTEM_SELECTORS.some((selector) => selectsPod(selector, pod)));
    return [
        { profile: SYSTEM, selectors: SYSTEM_SELECTORS },
        ...further.map((pod) => ({ profile: `${SYSTEM}-${pod.name}`, selectors: [selectorOf(pod)] })),
        ...profilesByName(pods.filter((pod) => !further.includes(pod))),
    ];
}

/** Profiles that pods name themselves, each with all that name it. */
function profilesByName(pods: readonly KitPod[]): SystemProfile[] {
    const names = pods.flatMap(({ fargateProfile }) => fargateProfile?.name ?? []);
    return [...new Set(names)].map((name) => {
        const own = pods.filter(({ fargateProfile }) => fargateProfile?.name === name);
        const whole = own.find(({ fargateProfile }) => fargateProfile?.wholeNamespace === true);
        return {
            profile: `${SYSTEM}-${name}`,
            selectors: whole === undefined ? own.map(selectorOf) : [{ namespace: whole.namespace }],
        };
    });
}

function selectorOf({ fargateLabels, labels, namespace }: KitPod): FargateSelector {
    return { namespace, labels: fargateLabels ?? labels };
}

/** A DaemonSet runs on nodes alone; what comes after the pools has theirs. */
function precedesNodes({ kind, nodesOnly, phase }: KitPod): boolean {
    return kind === "Deployment" && !nodesOnly && PHASES.indexOf(phase) < PHASES.indexOf("pools");
}
