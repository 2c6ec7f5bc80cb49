/** The environment's capabilities: Argo CD, ACK and kro. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { checkRelations } from "../shared/relations";
import { Capability } from "./capability";
import { capabilitiesSchema } from "./capability-schema";
import {
    askedOf,
    type CapabilityKey,
    type CapabilitySpec,
    checkCapability,
    noticesOfCapability,
} from "./capability-spec";

const words = {
    /**
     * What EKS runs for the cluster outside of it, each billed by the hour and by what it looks after: Argo CD, ACK, kro.
     * @default none
     * @example
     * capabilities: {
     *     argoCd: {
     *         identityCenter: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" },
     *         roles: { ADMIN: { groups: ["0123456789-01234567-89ab-cdef-0123-456789abcdef"] } },
     *         access: [{ policy: "AmazonEKSClusterAdminPolicy" }],
     *     },
     * },
     */
    capabilities: capabilitiesSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const capabilities = part({
    words,
    // After the controllers of nodes, before objects of its kinds, which only it can clear away.
    phase: "pools",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<CapabilitySpec>[] => {
        const asked = shape.capabilities ?? {};
        return askedOf(asked).map((capability) => ({
            name: `capability-${capability.toLowerCase()}`,
            shapePath: `capabilities.${capability}`,
            spec: { ...asked[capability], account, capability, clusterName, region },
        }));
    },
    origins: { account: "account", capability: { shape: "" }, clusterName: "clusterName", region: "region" },
    check: checkCapability,
    checkAll: (_, { shape }) => checkBeside(shape),
    notices: (components) => components.flatMap(({ spec }) => noticesOfCapability(spec)),
    build: ({ name, spec }, { ground: { cluster }, options }) =>
        new Capability(name, { ...spec, cluster }, options),
});

/** Charts of what a capability is. Source: EKS User Guide, capabilities; argocd-comparison. */
const SAME: Readonly<Record<CapabilityKey, readonly string[]>> = {
    argoCd: ["argo-cd"],
    ack: ["s3-chart", "sqs-chart", "dynamodb-chart"],
    kro: ["kro"],
};

/** One object, one owner: two of a kind would act on the same objects, by definitions that only one of them owns. */
function checkBeside(shape: Reads): PlacedProblem[] {
    return askedOf(shape.capabilities ?? {}).flatMap((capability) => {
        const why = "both would act on the same objects, whose definitions only one can own";
        const excludes = SAME[capability].map((chart) => ({ word: `catalogue.${chart}`, why }));
        return checkRelations({ excludes }, shape).map((problem) => ({
            ...problem,
            shapePath: `capabilities.${capability}`,
        }));
    });
}
