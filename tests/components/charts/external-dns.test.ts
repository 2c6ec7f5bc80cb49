/** ExternalDNS: where it writes, what its role may change there, and what is refused of it. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const NAME = "external-dns";
type Words = NonNullable<NonNullable<EnvironmentShape["catalogue"]>[typeof NAME]>;

const ZONES: NonNullable<EnvironmentShape["hostedZones"]> = {
    shop: { kind: "public", domain: "shop.example.com" },
    company: { kind: "existing", domain: "example.com" },
    partner: { kind: "existing", domain: "example.org" },
};
const IDS = {
    "platform:hostedZones": {
        company: { id: "Z0000000COMPANY" },
        partner: { id: "Z0000000PARTNER", roleArn: "arn:aws:iam::111122223333:role/dns" },
    },
};

const withWords = (words: Words, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    hostedZones: ZONES,
    catalogue: { [NAME]: words },
});

async function graphOf(words: Words, shape?: EnvironmentShape): Promise<PlannedGraph> {
    return await graphOfShape(withWords(words, shape), { config: IDS });
}

function valuesIn(graph: PlannedGraph) {
    return objectOf(objectOf(resourceNamed(graph, `chart-${NAME}-release`).inputs)["values"]);
}

function statementsIn(graph: PlannedGraph): readonly Record<string, unknown>[] {
    const policy = graph.resources.find(
        ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith(`chart-${NAME}`),
    );
    const { Statement } = JSON.parse(String(objectOf(policy?.inputs)["policy"])) as {
        readonly Statement: readonly Record<string, unknown>[];
    };
    return Statement;
}

describe(NAME, () => {
    it("writes into the zones it is given, says policy and prefix whatever the defaults are, and is one pod", async () => {
        assert.deepEqual(valuesIn(await graphOf({ zones: ["shop"] })), {
            annotationPrefix: "external-dns.alpha.kubernetes.io/",
            domainFilters: ["shop.example.com"],
            extraArgs: { "aws-zone-type": "public", "txt-wildcard-replacement": "any" },
            image: { repository: "registry.k8s.io/external-dns/external-dns" },
            interval: "1m",
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            policy: "upsert-only",
            priorityClassName: "system-cluster-critical",
            provider: { name: "aws" },
            registry: "txt",
            replicaCount: 1,
            resources: { limits: { memory: "256Mi" }, requests: { cpu: "50m", memory: "64Mi" } },
            serviceAccount: { create: true, name: NAME },
            sources: ["service", "ingress"],
            tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
            triggerLoopOnEvent: false,
            txtOwnerId: "platform-dev",
            txtPrefix: "externaldns-%{record_type}.",
        });
    });

    it("takes back records at once where it is to, under the names it is told", async () => {
        const values = valuesIn(
            await graphOf({
                zones: ["company"],
                policy: "sync",
                sources: ["service", "crd"],
                interval: "30s",
                annotationPrefix: "external-dns.kubernetes.io/",
                owner: "blue",
            }),
        );
        const { annotationPrefix, interval, policy, sources, triggerLoopOnEvent, txtOwnerId } = values;
        assert.deepEqual(
            { annotationPrefix, interval, policy, sources, triggerLoopOnEvent, txtOwnerId },
            {
                annotationPrefix: "external-dns.kubernetes.io/",
                interval: "30s",
                policy: "sync",
                sources: ["service", "crd"],
                triggerLoopOnEvent: true,
                txtOwnerId: "blue",
            },
        );
    });

    it("may change names of its domains alone, in the very zone where its id is known", async () => {
        const changes = async (words: Words) => {
            const [first] = statementsIn(await graphOf(words));
            return [first?.["Resource"], first?.["Condition"]];
        };
        const names = (...values: readonly string[]) => ({
            "ForAllValues:StringLike": {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames": values,
            },
        });
        assert.deepEqual(await changes({ zones: ["shop"] }), [
            "arn:aws:route53:::hostedzone/*",
            names("shop.example.com", "*.shop.example.com"),
        ]);
        assert.deepEqual(await changes({ zones: ["company"] }), [
            ["arn:aws:route53:::hostedzone/Z0000000COMPANY"],
            names("example.com", "*.example.com"),
        ]);
    });

    it("writes as the owner of a zone in another account, and calls nothing itself", async () => {
        const graph = await graphOf({ zones: ["partner"] });
        assert.deepEqual(objectOf(valuesIn(graph)["extraArgs"])["aws-assume-role"], PARTNER_ROLE);
        assert.deepEqual(statementsIn(graph), [
            {
                Sid: "WriteAsTheOwner",
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Resource: PARTNER_ROLE,
            },
        ]);
    });

    it("writes into private zones, with public ones of the same domain left as they are", async () => {
        const privately: EnvironmentShape = {
            ...ON_NODES,
            network: { ...ON_NODES.network, dns: { privateZones: ["internal.example.com"] } },
        };
        const zoneType = async (words: Words) =>
            objectOf(valuesIn(await graphOf(words, privately))["extraArgs"])["aws-zone-type"];
        assert.equal(await zoneType({ privateZones: ["internal.example.com"] }), "private");
        assert.equal(await zoneType({ privateZones: ["internal.example.com"], zones: ["shop"] }), undefined);
    });

    it("makes services of Cloud Map in the namespaces it is given", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            serviceDiscovery: {
                internal: { kind: "private-dns", domain: "svc.example.internal" },
                api: { kind: "http", name: "api" },
            },
        };
        const graph = await graphOf({ namespaces: ["internal"] }, shape);
        const { domainFilters, extraArgs, provider, registry, txtPrefix } = valuesIn(graph);
        assert.deepEqual(
            { domainFilters, extraArgs, provider, registry, txtPrefix },
            {
                domainFilters: ["svc.example.internal"],
                extraArgs: {},
                provider: { name: "aws-sd" },
                registry: "aws-sd",
                txtPrefix: undefined,
            },
        );
        assert.deepEqual(
            statementsIn(graph).map(({ Sid }) => Sid),
            ["SeeServices", "MakeServices", "ChangeServices", "ChangeRecordsOfTheDomains"],
        );
        assert.match(
            refusedOf(withWords({ namespaces: ["api"] }, shape), { config: IDS }).join(),
            /namespaces\[0\]: not a private namespace of serviceDiscovery \(got "api"\)\. Use one of: internal/,
        );
    });

    it("runs on Fargate by IRSA, and comes after its zone", async () => {
        const graph = await graphOf({ zones: ["shop"] }, ON_FARGATE);
        const { podAnnotations, serviceAccount } = valuesIn(graph);
        assert.deepEqual(podAnnotations, {});
        assert.match(
            String(objectOf(objectOf(serviceAccount)["annotations"])["eks.amazonaws.com/role-arn"]),
            /:role\/chart-external-dns-role-/,
        );
        const before = ancestorsOf(graph, resourceNamed(graph, `chart-${NAME}-release`).urn);
        assert.ok(before.has(resourceNamed(graph, "zone-shop-zone").urn));
    });

    it("is refused without a zone, and with every other fault at once", () => {
        const at = `stacks/dev.ts › catalogue.${NAME}`;
        const refused = (words: Words, further: Partial<EnvironmentShape> = {}) =>
            refusedOf({ ...withWords(words), ...further }, { config: IDS });
        assert.deepEqual(refused({}), [
            `${at}.zones: it would write into every zone of the account. Name hosted zones of the shape, private zones, or namespaces of Cloud Map.`,
        ]);
        assert.deepEqual(
            refused({
                zones: ["shop", "partner", "shops"],
                privateZones: ["internal.example.com"],
                namespaces: ["internal"],
                interval: "soon",
                replicas: 2,
                sources: ["gateway-httproute"],
                values: { policy: "sync", txtOwnerId: "default" },
            }),
            [
                `${at}.replicas: one pod always: it elects no leader, and two would write against each other (got 2). Remove it.`,
                `${at}.values.policy: this decides whether records are deleted (got "sync"). Set policy beside values.`,
                `${at}.values.txtOwnerId: this marks what is this cluster's (got "default"). Set owner beside values.`,
                `${at}.namespaces: one ExternalDNS writes into Route 53 or into Cloud Map (got ["internal"]). Name zones, or namespaces.`,
                `${at}.zones[2]: not a hosted zone of the shape (got "shops"). Use one of: shop, company, partner.`,
                `${at}.privateZones[0]: not a private zone of network.dns.privateZones (got "internal.example.com"). Add it there.`,
                `${at}.namespaces[0]: not a private namespace of serviceDiscovery (got "internal"). Add it there.`,
                `${at}.zones: these zones are in several accounts, and one ExternalDNS writes into one (got ["shop","partner","shops"]). Name zones of one account; a second one is a chart of \`charts\`.`,
                `${at}.interval: not a time (got "soon"). Write 30s, 1m or 1h.`,
                `${at}: needs objects.gateway-api, which the environment does not have: it reads routes of the Gateway API. Add objects.gateway-api, or remove it.`,
            ],
        );
        const compute = { kind: "none" } as const;
        assert.match(
            refused({ zones: ["shop"] }, { compute }).join(),
            /compute of kind none has no use for it: its pod has nowhere to run, and no object asks for a name/,
        );
    });
});

const PARTNER_ROLE = "arn:aws:iam::111122223333:role/dns";
