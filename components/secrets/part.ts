/** Stores of External Secrets Operator, each with a role of its own. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { afterOf, checkRelations, type Relations } from "../shared/relations";
import { SecretStore } from "./secret-store";
import { checkSecretStore, type SecretStoreSpec } from "./secret-store-spec";
import { secretStoreSchema } from "./secret-stores-schema";

const words = {
    /**
     * Where `catalogue.external-secrets` reads from: each store with a service account and a role of its own, which may read
     * what is named and nothing else.
     * @default none
     * @example
     * secretStores: {
     *     shop: {
     *         scope: { kind: "namespace", namespace: "shop" },
     *         from: { kind: "secrets-manager", secrets: ["shop/*"] },
     *     },
     * },
     */
    secretStores: z.record(z.string(), secretStoreSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly charts?: Readonly<
        Record<string, { readonly chart: string; readonly namespace: { readonly name: string } }>
    >;
};

const OPERATOR = "external-secrets";

const RELATIONS: Relations = {
    needs: [{ word: `catalogue.${OPERATOR}`, why: "it brings the kind, and reads" }],
};

interface PlannedStore extends SecretStoreSpec {
    readonly waitsFor: readonly string[];
}

export const secretStores = part({
    words,
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<PlannedStore>[] => {
        const { account, clusterName, inCluster, region } = settings;
        return Object.entries(shape.secretStores ?? {}).map(([store, asked]) => ({
            name: `secret-store-${store}`,
            shapePath: `secretStores.${store}`,
            spec: {
                ...asked,
                ...{ store, account, clusterName, inCluster, region },
                operatorNamespace: namespaceOfOperator(shape),
                waitsFor: [...afterOf(RELATIONS, shape), ...(asked.after ?? [])],
            },
        }));
    },
    origins: { store: { shape: "" }, account: "account", clusterName: "clusterName", region: "region" },
    check: checkSecretStore,
    checkAll: (components, { shape }) =>
        components.flatMap(({ shapePath }) =>
            checkRelations(RELATIONS, shape).map((problem) => ({ ...problem, shapePath })),
        ),
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, spec: { waitsFor: _, ...spec } }, { ground: { cluster }, options }) =>
        new SecretStore(name, { ...spec, cluster }, options),
});

/** Of the catalogue's release, or of the environment's own. */
function namespaceOfOperator({ charts = {} }: Reads): string {
    return Object.values(charts).find(({ chart }) => chart === OPERATOR)?.namespace.name ?? OPERATOR;
}
