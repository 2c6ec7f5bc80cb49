/** Identity providers of a shape: E26 and T26 of the configurations that users of other projects write. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { IdentityProviderWords } from "../../../components/sign-in/identity-provider-schema";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const OKTA: IdentityProviderWords = {
    issuerUrl: "https://example.okta.com/oauth2/default",
    clientId: "0oa1example",
    usernameClaim: "email",
    groupsClaim: "groups",
    groupsPrefix: "okta:",
    groups: { "eks-operators": "cluster-admin", "eks-developers": "view" },
};
const COGNITO: IdentityProviderWords = {
    issuerUrl: "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_example",
    clientId: "kubernetes",
    usernameClaim: "email",
};

function shapeWith(identityProviders: Readonly<Record<string, IdentityProviderWords>>): EnvironmentShape {
    return { ...ON_FARGATE, identityProviders };
}

function inputsOf(graph: PlannedGraph, name: string) {
    return objectOf(resourceNamed(graph, name).inputs);
}

describe("identity providers of a shape", () => {
    it("are told to EKS whole", async () => {
        const graph = await graphOfShape(shapeWith({ cognito: COGNITO, okta: OKTA }));
        const { groups: _, ...oidc } = OKTA;
        assert.deepEqual(inputsOf(graph, "sign-in-okta-oidc"), {
            clusterName: "platform-dev",
            oidc: { identityProviderConfigName: "okta", ...oidc },
            tags: { Name: "platform-dev-okta" },
        });
        assert.deepEqual(inputsOf(graph, "sign-in-cognito-oidc")["oidc"], {
            identityProviderConfigName: "cognito",
            ...COGNITO,
        });
    });

    it("give each group its role in the cluster", async () => {
        const graph = await graphOfShape(shapeWith({ okta: OKTA }));
        const binding = (name: string, role: string) => ({
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRoleBinding",
            metadata: { name: `okta-${name}` },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: `okta:${name}` }],
        });
        assert.deepEqual(
            inputsOf(graph, "sign-in-okta-okta-eks-operators"),
            binding("eks-operators", "cluster-admin"),
        );
        assert.deepEqual(
            inputsOf(graph, "sign-in-okta-okta-eks-developers"),
            binding("eks-developers", "view"),
        );
    });

    it("go before their successors are made", async () => {
        const graph = await graphOfShape(shapeWith({ okta: OKTA }));
        for (const name of ["sign-in-okta-oidc", "sign-in-okta-okta-eks-operators"])
            assert.equal(resourceNamed(graph, name).options.deleteBeforeReplace, true, name);
    });

    it("come one after the other, after everything EKS makes", async () => {
        const graph = await graphOfShape(shapeWith({ cognito: COGNITO, okta: OKTA }));
        const before = [...ancestorsOf(graph, resourceNamed(graph, "sign-in-okta-oidc").urn)];
        for (const name of ["sign-in-cognito-oidc", "pool-general", "addon-coredns"])
            assert.ok(
                before.some((urn) => urn.endsWith(`::${name}`)),
                name,
            );
    });

    it("have the same edges whether values are known or not", async () => {
        const shape = shapeWith({ cognito: COGNITO, okta: OKTA });
        const [known, unknown] = [await graphOfShape(shape), await graphOfShape(shape, { mode: "unknown" })];
        assert.deepEqual(edgesOf(known), edgesOf(unknown));
    });

    it("wait until the API server can be reached", async () => {
        const graph = await graphOfShape(shapeWith({ okta: OKTA }), {
            config: { "platform:inCluster": false },
        });
        assert.deepEqual(
            graph.resources.filter(({ name }) => name.startsWith("sign-in")),
            [],
        );
    });

    it("are refused where they are written", () => {
        assert.deepEqual(refusedOf(shapeWith({ Okta: { ...OKTA, issuerUrl: "http://example.com" } })), [
            'stacks/dev.ts › identityProviders.Okta: not a name of an identity provider (got "Okta"). Use at most 63 small letters, digits and - with a letter or digit at both ends.',
            'stacks/dev.ts › identityProviders.Okta.issuerUrl: not an https address (got "http://example.com"). Write https://<host>, with the path the provider\'s own iss has.',
        ]);
    });

    it("say in a notice what a missing prefix lets the provider's administrators do", () => {
        const { groupsPrefix: _, ...open } = OKTA;
        assert.deepEqual(
            plannedOf(shapeWith({ okta: open })).notices.filter((notice) => notice.includes("okta")),
            [
                "Groups of okta have no prefix: one that is called system:masters there would administer the cluster. Give it a groupsPrefix",
            ],
        );
    });
});
