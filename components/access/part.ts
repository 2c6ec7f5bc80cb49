/** Principals that are let into the cluster besides its admins, by name. */
import { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { Principal } from "./principal";
import { principalSchema } from "./principal-schema";
import { checkEntry, principalArnOf, type PrincipalSpec } from "./principal-spec";

const words = {
    /**
     * Who is let into the cluster besides `platform:admins` and the deploy role, by name: teams, programs, nodes of your own.
     * @default nobody
     * @example
     * access: {
     *     shop: {
     *         principal: "role/team-shop",
     *         policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["shop", "shop-*"] }],
     *         groups: ["shop-developers"],
     *     },
     * },
     */
    access: z.record(z.string(), principalSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const principals = part({
    words,
    // What the platform itself waits for is not held up by a team whose role is not there yet.
    phase: "releases",
    plan: ({ settings: { account, region }, shape }: Environment<Reads>): Named<PrincipalSpec>[] =>
        Object.entries(shape.access ?? {}).map(([entry, asked]) => ({
            name: `access-${entry}`,
            shapePath: `access.${entry}`,
            spec: { ...asked, account, entry, region },
        })),
    origins: { account: "account", entry: { shape: "" }, region: "region" },
    check: checkEntry,
    checkAll: checkTogether,
    build: ({ name, spec }, { ground: { cluster }, options }) =>
        new Principal(name, { ...spec, cluster }, options),
});

/** EKS keeps one entry a principal. */
function checkTogether(
    components: readonly Named<PrincipalSpec>[],
    { settings: { admins, deployRoleArn } }: Environment<Reads>,
): PlacedProblem[] {
    const own = [
        ...admins.map((arn) => [arn, "an admin, by platform:admins"] as const),
        [deployRoleArn, "the deploy role"] as const,
    ];
    return components.flatMap(({ shapePath, spec }, index) => {
        const arn = principalArnOf(spec);
        const holder =
            own.find(([other]) => other === arn)?.[1] ??
            components.slice(0, index).find(({ spec: other }) => principalArnOf(other) === arn)?.shapePath;
        if (holder === undefined) return [];
        return [
            {
                shapePath,
                path: "principal",
                what: `has its entry already: ${holder}`,
                got: spec.principal,
                remedy: "Keep one of the two: EKS refuses a second entry of one principal",
            },
        ];
    });
}
