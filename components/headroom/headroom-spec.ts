/** Room held free by pods that do nothing: what is made, and what is refused of it. Pure. */
import { amountOf } from "../shared/kubernetes-quantity";
import { isLabelName } from "../shared/object-names";
import type { KitPod, Toleration } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { HeadroomWords } from "./headroom-schema";

export interface HeadroomSpec {
    readonly rooms: Readonly<Record<string, HeadroomWords>>;
    /** Where the image comes from: a mirror that keeps paths below its own name. @default registry.k8s.io */
    readonly imageRegistry?: string;
}

/** Made with it: nothing else runs there. */
export const NAMESPACE = "headroom";

/** Every other pod may take their place, and they nobody's. */
export const PRIORITY_CLASS = "headroom";

/**
 * Below 0, which a pod has that says nothing. Not lower: the Cluster Autoscaler adds no node for pods below -10.
 * Source: kubernetes/autoscaler cluster-autoscaler/FAQ.md, "How can I configure overprovisioning", expendable-pods-priority-cutoff.
 */
export const PRIORITY = -10;

/** Source: kubernetes/kubernetes v1.36.3 cmd/kubeadm/app/constants/constants.go, PauseVersion. */
const PAUSE = "3.10.2";

export function imageOf({ imageRegistry = "registry.k8s.io" }: Pick<HeadroomSpec, "imageRegistry">): string {
    return `${imageRegistry}/pause:${PAUSE}`;
}

/** What tells the pods of one room from others. */
export function labelsOf(room: string): Record<string, string> {
    return { "app.kubernetes.io/name": "headroom", "app.kubernetes.io/instance": room };
}

export function tolerationsOf({ tolerates = [] }: HeadroomWords): Toleration[] {
    return tolerates.map((key) => ({ key, operator: "Exists" }));
}

/** What placement is told: a pool must be allowed to grow to as much. */
export function podsOfHeadroom({ rooms }: HeadroomSpec): KitPod[] {
    return Object.entries(rooms).map(([room, words]) => ({
        name: `headroom-${room}`,
        kind: "Deployment",
        phase: "releases",
        namespace: NAMESPACE,
        labels: labelsOf(room),
        tolerations: tolerationsOf(words),
        ...(words.nodeSelector === undefined ? {} : { nodeSelector: words.nodeSelector }),
        requests: words.requests,
        replicas: words.pods,
        spreadOverNodes: false,
        identity: "none",
        nodesOnly: true,
        notOnPools: false,
    }));
}

/** Everything Kubernetes would refuse. */
export function checkHeadroom({ rooms }: HeadroomSpec): Problem[] {
    return Object.entries(rooms).flatMap(([room, { pods, requests, tolerates = [] }]) => [
        ...(isLabelName(room, 40)
            ? []
            : [
                  {
                      path: room,
                      what: "not a name of a room",
                      got: room,
                      remedy: "Use 1 to 40 small letters, digits and hyphens, with a letter or digit at both ends",
                  },
              ]),
        ...(Number.isInteger(pods) && pods >= 1
            ? []
            : [
                  {
                      path: `${room}.pods`,
                      what: "not a number of pods",
                      got: pods,
                      remedy: "Choose 1 or more, or remove the room",
                  },
              ]),
        ...Object.entries(requests).flatMap(([name, got]) =>
            isAmount(got)
                ? []
                : [
                      {
                          path: `${room}.requests.${name}`,
                          what: "not an amount that a node could hold free",
                          got,
                          remedy: name === "cpu" ? "Write 500m or 1" : "Write 512Mi or 1Gi",
                      },
                  ],
        ),
        ...tolerates.flatMap((got, index) =>
            got === ""
                ? [
                      {
                          path: `${room}.tolerates[${index}]`,
                          what: "no key of a taint: the room would be on system nodes as well",
                          got,
                          remedy: "Name the taint's key",
                      },
                  ]
                : [],
        ),
    ]);
}

function isAmount(text: string): boolean {
    const amount = amountOf(text);
    return amount !== undefined && amount > 0;
}

export function decisionsOfHeadroom({ rooms }: HeadroomSpec): Record<string, string> {
    return Object.fromEntries(
        Object.entries(rooms).map(
            ([
                room,
                {
                    pods,
                    requests: { cpu, memory },
                },
            ]) => [room, `${pods} times ${cpu} and ${memory}`],
        ),
    );
}

/** What it costs, for it costs whether anybody needs it or not. */
export function noticesOfHeadroom({ rooms }: HeadroomSpec): string[] {
    return Object.entries(rooms).map(
        ([
            room,
            {
                pods,
                requests: { cpu, memory },
            },
        ]) =>
            `Headroom ${room} keeps nodes for ${pods} times ${cpu} CPU and ${memory} of memory, and is billed as they are, whether pods need the room or not`,
    );
}
