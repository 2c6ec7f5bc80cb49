/** Policies of admission, by the words that ask for them. */
import type { z } from "zod";

import { catalogueChartsIn } from "../charts/ref";
import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { KitPod } from "../shared/pods";
import { AdmissionPolicy } from "./admission-policy";
import { admissionSchema } from "./admission-schema";
import { checkPolicy, planPolicies } from "./admission-spec";
import type { PolicyPlan } from "./policy-plan";
import { checkWords } from "./words-checks";

const words = {
    /**
     * Policies of admission in the API server itself: no webhook, nothing to upgrade, nothing that is down. They look at what is
     * made from then on; what runs stays.
     * @default none
     * @example
     * admissionPolicies: {
     *     registries: { allowed: ["210987654321.dkr.ecr.us-east-1.amazonaws.com", "public.ecr.aws"] },
     *     imageTags: { actions: ["Warn", "Audit"] },
     *     host: {},
     *     privileged: {},
     *     mutations: { seccomp: {} },
     * },
     */
    admissionPolicies: admissionSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: { readonly kind: ComputeKind };
    readonly catalogue?: Readonly<Record<string, unknown>>;
};

/** A policy, and the charts of its own phase that it must not hold up. */
type PlacedPolicy = PolicyPlan & { readonly after: readonly string[] };

export const admissionPolicies = part({
    words,
    // Last to come and first to go: nothing of the kit's own is held up by a policy.
    phase: "admission",
    plan: ({ kitPods, shape }: Environment<Reads>): Named<PlacedPolicy>[] => {
        const after = catalogueChartsIn(shape.catalogue, shape.compute.kind)
            .filter(({ phase }) => phase === "admission")
            .map(({ component }) => component);
        return planPolicies(shape.admissionPolicies ?? {}, kitNamespaces(shape, kitPods)).map((spec) => ({
            name: `admission-${spec.name}`,
            shapePath: spec.shapePath,
            spec: { ...spec, after },
        }));
    },
    after: ({ after }) => after,
    origins: {},
    check: checkPolicy,
    checkAll: (_, { settings: { kubernetesVersion }, shape: { admissionPolicies: asked } }) =>
        asked === undefined
            ? []
            : checkWords(asked, kubernetesVersion).map((problem): PlacedProblem => ({
                  ...problem,
                  shapePath: "admissionPolicies",
              })),
    inClusterOnly: true,
    build: ({ name, spec }, { options }) => new AdmissionPolicy(name, spec, options),
});

/** Source: Kubernetes documentation, Namespaces, "Initial namespaces"; `default` is whoever's. */
const OF_KUBERNETES = ["kube-node-lease", "kube-public", "kube-system"];

/** Where the kit's own pods are: those of add-ons and of charts it knows, whichever phase they come in. */
function kitNamespaces({ catalogue, compute }: Reads, pods: readonly KitPod[]): readonly string[] {
    const charts = catalogueChartsIn(catalogue, compute.kind).map(({ namespace }) => namespace);
    return [...new Set([...OF_KUBERNETES, ...pods.map(({ namespace }) => namespace), ...charts])];
}
