/** The environment's certificates. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { Certificate } from "./certificate";
import { type CertificateSpec, checkCertificate, noticesOfCertificate, recordsOf } from "./certificate-spec";
import { certificatesSchema } from "./certificates-schema";
import type { HostedZonesWords } from "./hosted-zones-schema";
import { plainZones } from "./ref";

const words = {
    /**
     * Certificates of AWS Certificate Manager in the environment's region, by a name of your choice. Each name is proven by a
     * record in the hosted zone of `hostedZones` it belongs to; ACM renews them while the records stand. Load balancers find
     * them by host; the stack exports their ARNs.
     * @default none
     * @example
     * certificates: { shop: { domain: "shop.example.com", alternatives: ["*.shop.example.com"] } },
     */
    certificates: certificatesSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & { readonly hostedZones?: HostedZonesWords };
type All = readonly Named<CertificateSpec>[];

export const certificates = part({
    words,
    // A load balancer that has one must go first: AWS keeps what is in use.
    phase: "network",
    plan: ({ settings: { clusterName, hostedZones }, shape }: Environment<Reads>): All =>
        Object.entries(shape.certificates ?? {}).map(([key, certificate]) => ({
            name: `certificate-${key}`,
            shapePath: `certificates.${key}`,
            spec: { ...certificate, key, clusterName, zones: plainZones(shape.hostedZones, hostedZones) },
        })),
    origins: { key: { shape: "" }, clusterName: "clusterName" },
    check: checkCertificate,
    checkAll: checkShared,
    notices: (components) => components.flatMap(({ spec }) => noticesOfCertificate(spec)),
    after: (spec) => [...new Set(recordsOf(spec).map(({ zone }) => `zone-${zone}`))],
    build: ({ name, spec }, { ground, options }) => {
        const { certificateArn, ready } = new Certificate(
            name,
            { ...spec, hostedZones: ground.hostedZones },
            options,
        );
        return { ready, provides: { certificates: { ...ground.certificates, [spec.key]: certificateArn } } };
    },
});

/** ACM gives a name the same record in each certificate of an account: the first that goes would take it along. */
function checkShared(components: All): PlacedProblem[] {
    return components.flatMap(({ shapePath, spec }, index) => {
        const before = components.slice(0, index);
        return recordsOf(spec).flatMap(({ domain }) => {
            const first = before.find((other) => recordsOf(other.spec).some((one) => one.domain === domain));
            if (first === undefined) return [];
            return [
                {
                    shapePath,
                    path: "",
                    what: `certificates ${first.spec.key} and ${spec.key} are proven by one record of ${domain}, which goes with the first that goes`,
                    remedy: `Put their names into one certificate, or name only what is below ${domain}`,
                },
            ];
        });
    });
}
