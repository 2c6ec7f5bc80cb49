/** The environment's namespaces of AWS Cloud Map. */
import type { z } from "zod";

import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part } from "../platform/part";
import { Namespace } from "./namespace";
import { checkNamespace, type NamespaceSpec } from "./namespace-spec";
import { serviceDiscoverySchema } from "./service-discovery-schema";

const words = {
    /**
     * Namespaces of AWS Cloud Map, by a name of your choice. `catalogue` has ExternalDNS, which makes services in private ones
     * (`namespaces`). The controller for multi-cluster services (MCS) is not offered: its last release is v0.3.1 of 2022-12.
     * @default none
     * @example
     * serviceDiscovery: { internal: { kind: "private-dns", domain: "svc.example.internal" } },
     */
    serviceDiscovery: serviceDiscoverySchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & { readonly network: NetworkWords };

export const serviceDiscovery = part({
    words,
    // In AWS it needs the VPC alone; what makes services in it comes much later.
    phase: "control-plane",
    plan: ({ settings: { clusterName }, shape }: Environment<Reads>): Named<NamespaceSpec>[] => {
        const privateZones = "dns" in shape.network ? (shape.network.dns.privateZones ?? []) : [];
        return Object.entries(shape.serviceDiscovery ?? {}).map(([key, namespace]) => ({
            name: `namespace-${key}`,
            shapePath: `serviceDiscovery.${key}`,
            spec: { key, clusterName, namespace, privateZones },
        }));
    },
    origins: { key: { shape: "" }, clusterName: "clusterName" },
    check: checkNamespace,
    build: ({ name, spec }, { ground: { vpc }, options }) => new Namespace(name, { ...spec, vpc }, options),
});
