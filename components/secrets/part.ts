/** Stores of External Secrets Operator, each with a role of its own. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { Ground } from "../platform/ground";
import { chooseFrom } from "../shared/hints";
import { afterOf, checkRelations, type Relations } from "../shared/relations";
import { SecretStore } from "./secret-store";
import { checkSecretStore, type SecretStoreSpec } from "./secret-store-spec";
import { secretStoreSchema, type SecretStoreWords } from "./secret-stores-schema";

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
    readonly own?: Readonly<Record<string, { readonly needs: string }>>;
    readonly namespaces?: Readonly<Record<string, unknown>>;
};

const OPERATOR = "external-secrets";

const RELATIONS: Relations = {
    needs: [{ word: `catalogue.${OPERATOR}`, why: "it brings the kind, and reads" }],
};

export interface PlannedStore extends SecretStoreSpec {
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
                waitsFor: [
                    ...afterOf(RELATIONS, shape),
                    ...(asked.after ?? []),
                    ...makerOfNamespace(asked, shape),
                    ...makersOfKeys(asked, shape),
                ],
            },
        }));
    },
    origins: { store: { shape: "" }, account: "account", clusterName: "clusterName", region: "region" },
    check: checkSecretStore,
    checkAll: (components, { shape }) =>
        components.flatMap(({ shapePath, spec }) => [
            ...checkRelations(RELATIONS, shape).map((problem) => ({ ...problem, shapePath })),
            ...checkKeys(spec, shape).map((problem) => ({ ...problem, shapePath })),
        ]),
    after: ({ waitsFor }) => waitsFor,
    build: ({ name, shapePath, spec: { waitsFor: _, ...spec } }, { ground, options }) => {
        const { cluster } = ground;
        return new SecretStore(
            name,
            { ...spec, cluster, keyArns: keyArnsOf(shapePath, spec, ground) },
            options,
        );
    },
});

/** It is made in the same phase: a store that did not wait would find no namespace. */
function makerOfNamespace({ scope }: SecretStoreWords, { namespaces = {} }: Reads): readonly string[] {
    const isOurs = scope.kind === "namespace" && Object.hasOwn(namespaces, scope.namespace);
    return isOurs ? [`namespace-${scope.namespace}`] : [];
}

/** Those that are made in the same phase: others are there. */
function makersOfKeys({ keys = [] }: SecretStoreWords, { own = {} }: Reads): readonly string[] {
    return keys.flatMap((key) =>
        typeof key !== "string" && own[key.own]?.needs === "cluster" ? [`own-${key.own}`] : [],
    );
}

function checkKeys({ keys = [] }: SecretStoreSpec, { own = {} }: Reads): PlacedProblem[] {
    return keys.flatMap((key, index) => {
        if (typeof key === "string" || Object.hasOwn(own, key.own)) return [];
        const what = "no resources of your own have this name";
        return [
            { path: `keys[${index}].own`, what, got: key.own, remedy: chooseFrom(key.own, Object.keys(own)) },
        ];
    });
}

/** @throws pulumi.RunError when own resources hand nothing on under the name: only they know, once they run. */
function keyArnsOf(at: string, { keys = [] }: SecretStoreSpec, { own }: Ground): pulumi.Input<string>[] {
    return keys.map((key, index) => {
        if (typeof key === "string") return key;
        const arn = own[key.own]?.[key.output];
        if (arn === undefined) {
            throw new pulumi.RunError(`${at}.keys[${index}]: own.${key.own} hands on no ${key.output}`);
        }
        return pulumi.output(arn).apply(String);
    });
}

/** Of the catalogue's release, or of the environment's own. */
function namespaceOfOperator({ charts = {} }: Reads): string {
    return Object.values(charts).find(({ chart }) => chart === OPERATOR)?.namespace.name ?? OPERATOR;
}
