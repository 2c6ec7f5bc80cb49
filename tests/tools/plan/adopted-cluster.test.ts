/** A remote component in a plan: the cluster of @pulumi/eks, whose plugin nobody asks offline. */
import assert from "node:assert/strict";

import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Cluster as PulumiEks } from "@pulumi/eks/cluster";
import { Provider as EksProvider } from "@pulumi/eks/provider";

import { fromPulumiEks } from "../../../components/cluster/ref";
import { MODES } from "../../../tools/plan/answers";
import { canonicalGraph } from "../../../tools/plan/graph";
import { renderPlan } from "../../../tools/plan/report";
import { adopted } from "../../support/adopted";
import { edgesOf, record, resourceNamed } from "../../support/record";

const THEIRS = "urn:pulumi:dev::kit::eks:index:Cluster::theirs";

describe("an adopted eks.Cluster", () => {
    for (const mode of MODES) {
        it(`is planned without a problem, with entries and a Kubernetes provider (${mode})`, async () => {
            const { graph, problems } = await record(() => ({ ...adopted() }), { mode });
            assert.deepEqual(problems, []);
            const { custom, provider, remote, urn } = resourceNamed(graph, "theirs");
            assert.deepEqual(
                { custom, provider, remote, urn },
                {
                    custom: false,
                    provider: "urn:pulumi:dev::kit::pulumi:providers:eks::adopted-eks",
                    remote: true,
                    urn: THEIRS,
                },
            );
            const entries = graph.resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
            assert.deepEqual(
                entries.map(({ propertyDependencies }) => propertyDependencies["clusterName"]),
                [[THEIRS]],
            );
            const { propertyDependencies } = resourceNamed(graph, "adopted-kubernetes");
            assert.deepEqual(propertyDependencies, { clusterIdentifier: [THEIRS], kubeconfig: [THEIRS] });
        });
    }

    it("has the same resources and edges in both modes, and unknowns in one only", async () => {
        const [known, unknown] = [await record(adopted), await record(adopted, { mode: "unknown" })];
        assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
        assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
        const inputs = resourceNamed(unknown.graph, "adopted-kubernetes").inputs as Record<string, unknown>;
        assert.deepEqual(inputs["clusterIdentifier"], { $unknown: true });
    });

    it("lies in the account and region of the AWS provider it passes on, under one id", async () => {
        const { graph } = await record(() => ({ ...adopted() }));
        const { certificateAuthorityData, ...outputs } = graph.outputs as Record<string, string>;
        const id = /^https:\/\/([0-9A-F]{32})\.gr7\./.exec(outputs["endpoint"] ?? "")?.[1] ?? "";
        const issuer = `oidc.eks.eu-west-1.amazonaws.com/id/${id}`;
        assert.deepEqual(outputs, {
            name: "theirs-eksCluster-1aa8975",
            arn: "arn:aws:eks:eu-west-1:210987654321:cluster/theirs-eksCluster-1aa8975",
            endpoint: `https://${id}.gr7.eu-west-1.eks.amazonaws.com`,
            oidcIssuer: issuer,
            oidcProviderArn: `arn:aws:iam::210987654321:oidc-provider/${issuer}`,
            securityGroupId: "sg-0307cdd4839d749b9",
        });
        assert.match(certificateAuthorityData ?? "", /^[A-Za-z0-9+/]{40,}={0,2}$/);
    });

    it("is no component of zero resources to the reader", async () => {
        const { graph } = await record(() => adopted());
        const text = renderPlan(graph, { today: "2026-11-24", file: "Pulumi.dev.yaml" });
        assert.match(
            text,
            /^theirs {2}eks:index:Cluster {2}resources made by its plugin\n {3}create oidc provider/m,
        );
    });

    it("keeps the name it was given, and has no OIDC provider unless it was asked for", async () => {
        const { graph, problems } = await record(() => {
            const { name, securityGroupId } = adopted({ name: "shop" });
            return { name, securityGroupId };
        });
        assert.deepEqual([(graph.outputs as Record<string, string>)["name"], problems], ["shop", []]);
        const asked = await record(() => ({ arn: adopted({ name: "shop" }).oidcProviderArn }));
        assert.deepEqual(asked.problems, [
            "this eks.Cluster has no OIDC provider, which IRSA needs. Set createOidcProvider: true on it.",
        ]);
    });

    it("is named when it has no provider of its package, which the engine would refuse", async () => {
        const { problems } = await record(() => {
            const aws = new AwsProvider("aws", { region: "eu-west-1" });
            return { name: fromPulumiEks(new PulumiEks("theirs", {}, { providers: [aws] })).name };
        });
        assert.deepEqual(problems, [
            'eks:index:Cluster "theirs": no provider. Default providers are disabled: pass `provider`, or `providers` to its component.',
        ]);
    });

    it("is named when a program reads what its plugin alone knows", async () => {
        const { problems } = await record(() => {
            const provider = new EksProvider("eks");
            return { group: new PulumiEks("theirs", {}, { provider }).defaultNodeGroupAsgName };
        });
        assert.deepEqual(problems, [
            'pulumi:pulumi:Stack "kit-dev" › group: still unknown in a deterministic plan. Find the Output it is made from and complete the facts of its resource.',
        ]);
    });
});
