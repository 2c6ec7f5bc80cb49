/** What a component registers is what it shows: the state, a plan and a program see the same outputs. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { ExistingCluster } from "../../components/cluster/existing-cluster";
import { GitopsHub } from "../../components/gitops/hub";
import { Lattice, type LatticeArgs } from "../../components/lattice/lattice";
import { Certificate } from "../../components/names/certificate";
import { IngressClass } from "../../components/ingress/ingress-class";
import { Namespace } from "../../components/names/namespace";
import { HostedZone } from "../../components/names/hosted-zone";
import { ExistingVpc } from "../../components/network/existing-vpc";
import { ROOT } from "../../tools/plan/root";
import { everything, everythingOnAutoMode } from "../support/everything";
import { awsProvider } from "../support/faulty-programs";
import { EXISTING_CLUSTER, EXISTING_SPEC } from "../support/networks";
import { type Outputs, outputsByComponent, withProbes } from "../support/public-outputs";
import { record } from "../support/record";

async function outputsOf(program: () => unknown): Promise<ReadonlyMap<string, Outputs>> {
    const { graph, problems } = await record(() => withProbes(program));
    assert.deepEqual(problems, []);
    return outputsByComponent(graph);
}

/** Registers one output of two; its `ready` and its provider are none. */
class Forgetful extends pulumi.ComponentResource {
    public readonly told = pulumi.output("told");
    public readonly untold = pulumi.output("untold");
    public readonly ready = [];

    public constructor(name: string) {
        super("platform:test:Forgetful", name, {});
        this.registerOutputs({ told: this.told });
    }
}

/** Type tokens of all component classes, as their sources write them. */
function tokensInSources(): string[] {
    const folder = path.join(ROOT, "components");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((file) => path.join(folder, file))
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bsuper\(\s*"(platform:[^"]+)"/g)])
        .map(([, token = ""]) => token)
        .sort();
}

describe("registered outputs", () => {
    let outputs: ReadonlyMap<string, Outputs> = new Map();
    before(async () => {
        const existing = () => {
            new ExistingVpc("existing", EXISTING_SPEC);
            const about = { account: "210987654321", clusterName: "kit-test", region: "us-east-1" };
            new ExistingCluster("cluster", { ...about, existingCluster: EXISTING_CLUSTER, nodes: 1 });
        };
        const lattice = () => {
            const args: LatticeArgs = {
                clusterName: "kit-test",
                lattice: { prefixLists: ["pl-0123456789abcdef0"] },
                serviceNetwork: { kind: "own" },
                cluster: { securityGroupId: pulumi.output("sg-0123456789abcdef0") },
                vpc: { vpcId: "vpc-0123456789abcdef0" },
            };
            return new Lattice("lattice", args, { providers: [awsProvider()] });
        };
        const names = () => {
            const options = { providers: [awsProvider()] };
            const about = { clusterName: "kit-test", region: "us-east-1", domain: "shop.example.com" };
            const zone = new HostedZone("zone-shop", { ...about, key: "shop", kind: "public" }, options);
            const hostedZones = { shop: { domain: about.domain, zoneId: zone.zoneId } };
            const zones = [{ key: "shop", domain: about.domain }];
            new Namespace(
                "namespace-api",
                {
                    ...{ key: "api", clusterName: "kit-test" },
                    namespace: { kind: "http", name: "api" },
                    vpc: { vpcId: "vpc-0123456789abcdef0" },
                },
                options,
            );
            const words = { controller: "load-balancer-controller" } as const;
            const kubernetes = new KubernetesProvider("kubernetes", { kubeconfig: "{}" });
            new IngressClass("ingress-class-shop", { className: "shop", words }, { providers: [kubernetes] });
            new Certificate("certificate-shop", { ...about, key: "shop", zones, hostedZones }, options);
        };
        const hub = () => {
            const roleArns = ["arn:aws:iam::210987654321:role/platform-dev-gitops"];
            const cluster = {
                name: pulumi.output("kit-test"),
                arn: pulumi.output("arn:aws:eks:us-east-1:210987654321:cluster/kit-test"),
            };
            const args = { clusterName: "kit-test", namespace: "argocd", roleArns, cluster };
            return new GitopsHub("gitops-hub", args, { providers: [awsProvider()] });
        };
        outputs = new Map([
            ...(await outputsOf(hub)),
            ...(await outputsOf(names)),
            ...(await outputsOf(everything)),
            ...(await outputsOf(everythingOnAutoMode)),
            ...(await outputsOf(existing)),
            ...(await outputsOf(lattice)),
        ]);
    });

    for (const token of tokensInSources()) {
        it(`of ${token} are its public fields`, () => {
            const own = [...outputs].filter(([name]) => name.startsWith(`${token}::`));
            assert.notDeepEqual(own, []);
            for (const [name, { registered, shown }] of own) assert.deepEqual(registered, shown, name);
        });
    }

    it("that are left out, or are not public, show", async () => {
        const own = (await outputsOf(() => new Forgetful("it"))).get("platform:test:Forgetful::it");
        assert.deepEqual(own, { registered: { told: "told" }, shown: { told: "told", untold: "untold" } });
    });
});
