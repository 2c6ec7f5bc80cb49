/** kro (Kube Resource Orchestrator): kinds of your own, made of other kinds. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { type ChartSite, defineChart } from "./definition";
import { mirrored, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const NAME = "kro";
const IMAGE = "registry.k8s.io/kro/kro";
/** Source: helm/templates/_helpers.tpl at v0.9.3, kro.selectorLabels. */
const LABELS = { "app.kubernetes.io/name": NAME };
/** Source: helm/values.yaml at v0.9.3, deployment.resources. */
const SIZE = { cpu: "256m", memory: "128Mi" };

const options = {
    /**
     * What it may make: what ClusterRoles with label `rbac.kro.run/aggregate-to-controller: "true"` grant, among `objects` for
     * example, or everything there is. @default "granted"
     */
    rights: z.enum(["granted", "everything"]).exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;

export const kro = defineChart({
    repository: "oci://registry.k8s.io/kro/charts",
    version: {
        value: "0.9.3",
        source: "kubernetes-sigs/kro helm, tag v0.9.3",
        seen: "2026-07-27",
        address: "https://github.com/kubernetes-sigs/kro/releases/tag/v0.9.3",
    },
    namespace: { name: "kro-system", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    alone: "its chart brings no disruption budget for several",
    leftOut: { none: "there is no node to run it" },
    options,
    pods: () => [
        {
            name: NAME,
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
        },
    ],
    values: ({ options: chosen, site }) => values(site, chosen),
    images: [IMAGE],
    definitions: {
        home: "crds",
        names: ["graphrevisions.internal.kro.run", "resourcegraphdefinitions.kro.run"],
        kept: true,
    },
    leaves: [
        {
            kinds: ["ResourceGraphDefinition"],
            what: "objects of the kinds it defined, and finalizers that nobody takes off",
        },
    ],
    reserved: [
        { path: "rbac.mode", why: "has a word", remedy: "Set rights beside values" },
        { path: "deployment.replicaCount", why: "is one", remedy: "Remove it" },
        {
            path: "deployment.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
    ],
});

/** Source of the keys: helm/values.yaml at v0.9.3. */
function values(site: ChartSite, { rights = "granted" }: Options): Values {
    return {
        deployment: {
            replicaCount: 1,
            resources: { limits: { cpu: null, memory: "1024Mi" }, requests: SIZE },
            tolerations: [...TOLERATIONS],
            topologySpreadConstraints: spreadOf(site, LABELS),
        },
        image: { repository: mirrored(site, IMAGE) },
        rbac: { mode: rights === "everything" ? "unrestricted" : "aggregation" },
    };
}
