/** Teams: what other parts make of their words, who may do what, what is refused, and where it is told. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";
import { FARGATE } from "../../support/kinds";

type Teams = NonNullable<EnvironmentShape["teams"]>;

const shapeWith = (teams: Teams, further: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...ON_NODES,
    teams,
    ...further,
});

const PAYMENTS: Teams[string] = {
    namespaces: { payments: { labels: { stage: "dev" } } },
    people: {
        developers: { who: { kind: "principal", principal: "role/payments" }, rights: "edit" },
        audit: { who: { kind: "principal", principal: "user/audit" }, rights: "view", by: "access-policy" },
        leads: {
            who: { kind: "groups", groups: ["okta:leads"] },
            rights: "admin",
            rules: [{ apiGroups: ["example.com"], resources: ["jobs"], verbs: ["get"] }],
        },
    },
    workloads: {
        api: { grants: [{ kind: "queue", queue: "orders", access: "send" }] },
        batch: { identity: "irsa", serviceAccount: "jobs", grants: [{ kind: "topic", topic: "paid" }] },
    },
    secrets: { db: { from: { kind: "secrets-manager", secrets: ["payments/*"] } } },
    repositories: { api: { keep: { images: 50 } } },
    ingress: { hosts: ["pay.example.com"], classes: ["alb"] },
};

function inputsOf(graph: PlannedGraph, name: string, kind = "") {
    const found = graph.resources.filter((one) => one.name === name && one.type.endsWith(kind));
    assert.equal(found.length, 1, name);
    return objectOf(found[0]?.inputs);
}

describe("a team", () => {
    let graph: PlannedGraph;
    before(async () => {
        graph = await graphOfShape(
            shapeWith({ payments: PAYMENTS }, { catalogue: { "external-secrets": {} } }),
        );
    });

    it("is made of what namespaces, access, stores, repositories and policies are made of", () => {
        const names = graph.resources
            .filter(({ type }) => type.startsWith("platform:"))
            .map(({ name }) => name)
            .filter((name) => name.includes("payments") || name === "registry");
        assert.deepEqual(names.sort(), [
            "access-payments-audit",
            "access-payments-developers",
            "admission-team-payments-fences",
            "admission-team-payments-ingress",
            "admission-team-payments-pods",
            "admission-team-payments-services",
            "admission-team-payments-target-groups",
            "namespace-payments",
            "registry",
            "secret-store-payments-db",
            "team-payments",
            "workload-payments-api",
            "workload-payments-batch",
        ]);
        const { labels } = objectOf(inputsOf(graph, "namespace-payments-namespace")["metadata"]);
        assert.equal(objectOf(labels)["team"], "payments");
        assert.equal(objectOf(labels)["stage"], "dev");
        assert.equal(inputsOf(graph, "registry-payments/api")["name"], "payments/api");
    });

    it("has policies that refuse, each in its namespaces alone", () => {
        for (const end of ["fences", "ingress", "pods", "services", "target-groups"]) {
            const name = `admission-team-payments-${end}`;
            const { spec } = inputsOf(graph, `${name}-binding`);
            assert.deepEqual(objectOf(spec)["validationActions"], ["Deny"], end);
            const { matchConditions } = objectOf(inputsOf(graph, `${name}-policy`)["spec"]);
            assert.deepEqual((matchConditions as readonly Json[])[0], {
                name: "in-a-namespace-of-the-team",
                expression: 'request.namespace in ["payments"]',
            });
        }
    });

    it("that moves from namespaces to teams keeps its resources' names", async () => {
        const before = await graphOfShape({ ...ON_NODES, namespaces: { payments: {} } });
        const ofNamespace = (one: PlannedGraph) =>
            one.resources.map(({ urn }) => urn).filter((urn) => urn.includes("::namespace-payments"));
        assert.ok(ofNamespace(before).length > 4);
        assert.deepEqual(ofNamespace(graph), ofNamespace(before));
    });

    it("lets its people in by an entry in a group of its own, or by EKS's policy in its namespaces", () => {
        const { kubernetesGroups, principalArn } = inputsOf(graph, "access-payments-developers-entry");
        assert.deepEqual(kubernetesGroups, ["team:payments:developers"]);
        assert.equal(principalArn, "arn:aws:iam::210987654321:role/payments");
        const { accessScope, policyArn } = inputsOf(graph, "access-payments-audit-AmazonEKSViewPolicy");
        assert.equal(policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy");
        assert.deepEqual(accessScope, { type: "namespace", namespaces: ["payments"] });
    });

    it("binds groups to Kubernetes' own roles, and to one of its rules", () => {
        const bound = graph.resources
            .filter(({ type }) => type.endsWith(":RoleBinding"))
            .map(({ inputs }) => {
                const { metadata, roleRef, subjects } = objectOf(inputs);
                return [metadata, objectOf(roleRef)["kind"], objectOf(roleRef)["name"], subjects];
            });
        const group = (name: string) => [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name }];
        const metadata = (name: string) => ({ name, namespace: "payments" });
        assert.deepEqual(bound, [
            [metadata("developers"), "ClusterRole", "edit", group("team:payments:developers")],
            [metadata("leads"), "ClusterRole", "admin", group("okta:leads")],
            [metadata("leads-further"), "Role", "leads-further", group("okta:leads")],
        ]);
        assert.deepEqual(inputsOf(graph, "team-payments-payments.leads-further-role")["rules"], [
            { apiGroups: ["example.com"], resources: ["jobs"], verbs: ["get"] },
        ]);
    });

    it("has roles for its pods: by an association, or by an account with the role's ARN", () => {
        const { namespace, serviceAccount } = inputsOf(graph, "workload-payments-api-identity");
        assert.deepEqual([namespace, serviceAccount], ["payments", "api"]);
        const { metadata } = inputsOf(graph, "workload-payments-batch-account");
        const { name } = objectOf(metadata);
        assert.equal(name, "jobs");
        const policies = graph.resources
            .filter(
                ({ name, type }) => type.endsWith(":RolePolicy") && name === "workload-payments-batch-role",
            )
            .map(({ inputs }) => String(objectOf(inputs)["policy"]));
        assert.deepEqual(policies, [
            '{"Statement":[{"Action":["sns:Publish"],"Effect":"Allow","Resource":"arn:aws:sns:us-east-1:210987654321:paid","Sid":"TopicPaid"}],"Version":"2012-10-17"}',
        ]);
    });

    it("comes after its namespaces, and its people's rights do", () => {
        for (const name of ["team-payments-payments.developers", "workload-payments-batch-account"]) {
            const from = graph.resources.find((one) => one.name === name)?.urn ?? "";
            const above = ancestorsOf(graph, from);
            const namespace = graph.resources.find((one) => one.name === "namespace-payments-default-deny");
            assert.ok(above.has(namespace?.urn ?? ""), name);
        }
    });
});

const ONE: Teams[string] = { namespaces: { one: {} } };
const WORKLOAD = { grants: [{ kind: "topic", topic: "paid" }] } as const;

describe("a team that would not be kept apart, or that something would refuse", () => {
    it("is told of under its own words, by whichever part finds the fault", () => {
        const refused = refusedOf(
            shapeWith({
                payments: {
                    namespaces: { one: { labels: { "kubernetes.io/metadata.name": "x" } } },
                    people: {
                        developers: { who: { kind: "principal", principal: "group/x" }, rights: "edit" },
                    },
                    repositories: { API: {} },
                    secrets: { db: { from: { kind: "parameter-store", parameters: ["*"] } } },
                },
            }),
        );
        assert.deepEqual(refused, [
            'stacks/dev.ts › teams.payments.repositories.API: not a name of a repository (got "payments/API"). Use small letters, digits, single . _ - and slashes.',
            'stacks/dev.ts › teams.payments.secrets.db.from.parameters[0]: not a path of parameters, or one that opens all of them (got "*"). Write /shop/log-level or /shop/*.',
            "stacks/dev.ts › teams.payments.secrets.db: needs catalogue.external-secrets, which the environment does not have: it brings the kind, and reads. Add catalogue.external-secrets, or remove it.",
            'stacks/dev.ts › teams.payments.namespaces.one.labels.kubernetes.io/metadata.name: Kubernetes sets this label itself (got "x"). Remove it.',
            'stacks/dev.ts › teams.payments.people.developers.who.principal: neither an IAM role nor an IAM user (got "arn:aws:iam::210987654321:group/x"). Write arn:aws:iam::210987654321:role/<name>.',
        ]);
    });

    it("in names, people and places", () => {
        const refused = refusedOf(
            shapeWith({
                Payments: { namespaces: {} },
                two: {
                    namespaces: { one: {}, other: {} },
                    people: {
                        "no one": { who: { kind: "groups", groups: [] }, rights: "view" },
                        all: {
                            who: { kind: "groups", groups: ["system:authenticated"] },
                            rights: "view",
                            by: "access-policy",
                            rules: [{ apiGroups: [""], resources: ["*"], verbs: [] }],
                        },
                    },
                    workloads: {
                        api: { ...WORKLOAD, namespace: "elsewhere" },
                        web: { serviceAccount: "default", grants: [] },
                    },
                    ingress: {
                        hosts: ["https://pay.example.com"],
                        classes: [],
                        targetGroups: ["*"],
                    },
                },
            }),
        );
        const at = (path: string) => `stacks/dev.ts › teams.${path}: `;
        assert.deepEqual(refused, [
            `${at("Payments")}not a name of a team (got "Payments"). Use 1 to 30 small letters, digits and hyphens, with a letter or digit at both ends.`,
            `${at("Payments.namespaces")}no namespace. Name one at least.`,
            `${at("two.people.no one")}not a name of people (got "no one"). Use 1 to 40 small letters, digits and hyphens, with a letter or digit at both ends.`,
            `${at("two.people.no one.who.groups")}nobody. Name a group.`,
            `${at("two.people.all.who.groups[0]")}no group of a provider (got "system:authenticated"). Write its name with the provider's prefix: okta:payments.`,
            `${at("two.people.all.by")}EKS's policies are for roles and users of IAM alone (got "access-policy"). Write "rbac", or leave it out.`,
            `${at("two.people.all.rules[0].resources")}kinds and rights that come later are allowed as well, unseen (got "*"). Name each.`,
            `${at("two.people.all.rules[0].verbs")}none. Name one.`,
            `${at("two.workloads.web.serviceAccount")}every pod of the namespace that names no account would have the role (got "default"). Name an account of its own.`,
            `${at("two.workloads.web.grants")}it may do nothing. Name what it may, or remove it.`,
            `${at("two.workloads.api.namespace")}no namespace of the team (got "elsewhere"). Choose from one, other.`,
            `${at("two.workloads.web.namespace")}missing: the team has several. Choose from one, other.`,
            `${at("two.ingress.hosts[0]")}not a name of hosts (got "https://pay.example.com"). Write pay.example.com, or *.pay.example.com for any below.`,
            `${at("two.ingress.classes")}names that no class may answer to. Name a class.`,
            `${at("two.ingress.targetGroups[0]")}not an ARN of a target group (got "*"). Write arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>, or /<name>/*.`,
        ]);
    });

    it("beside another: namespaces, names, groups, target groups, service accounts", () => {
        const target = "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup";
        const refused = refusedOf(
            shapeWith({
                a: {
                    ...ONE,
                    workloads: { "b-c": WORKLOAD, x: { ...WORKLOAD, serviceAccount: "b-c" } },
                    ingress: {
                        hosts: ["*.example.com"],
                        classes: ["alb"],
                        targetGroups: [`${target}/web/*`],
                    },
                },
                "a-b": {
                    namespaces: { one: {}, two: {} },
                    workloads: { c: { ...WORKLOAD, namespace: "two" } },
                    ingress: {
                        hosts: ["shop.example.com", "example.com"],
                        classes: ["alb"],
                        groups: ["a"],
                        targetGroups: [`${target}/web/0123`],
                    },
                },
            }),
        );
        const at = (path: string) => `stacks/dev.ts › teams.${path}: `;
        assert.deepEqual(refused, [
            `${at("a-b.namespaces.one")}makes namespaces.one, which is there already. Keep one of the two.`,
            `${at("a-b.ingress.hosts[0]")}team a has *.example.com already (got "shop.example.com"). Leave it to one of the two.`,
            `${at("a-b.ingress.groups[0]")}team a has a already (got "a"). Leave it to one of the two.`,
            `${at("a-b.ingress.targetGroups[0]")}team a has ${target}/web/* already (got "${target}/web/0123"). Leave it to one of the two.`,
            `${at("a-b.workloads.c")}teams.a.workloads.b-c has workload-a-b-c already. Give it a name of its own.`,
            `${at("a.workloads.x")}teams.a.workloads.b-c has service account one/b-c already. Give it a name of its own.`,
        ]);
    });

    it("where nothing would look at its namespaces, or give its pods credentials", () => {
        assert.deepEqual(
            refusedOf(shapeWith({ a: ONE }, { admissionPolicies: { exempt: ["agents", "one"], host: {} } })),
            [
                'stacks/dev.ts › admissionPolicies.exempt[1]: a namespace of a team, which nothing would keep apart from others (got "one"). Exempt it from the one set that it cannot meet.',
            ],
        );
        const onFargate = (identity?: "irsa") => ({
            a: {
                namespaces: { one: { traffic: { kind: "open" as const } } },
                workloads: { api: { ...WORKLOAD, ...(identity === undefined ? {} : { identity }) } },
            },
        });
        assert.deepEqual(refusedOf({ ...FARGATE, teams: onFargate() }), [
            'stacks/dev.ts › teams.a.workloads.api.identity: its pods run on Fargate, where Pod Identity gives them nothing (got "pod-identity"). Write "irsa".',
        ]);
        assert.deepEqual(refusedOf({ ...FARGATE, teams: onFargate("irsa") }), []);
        const profile = { fargateProfiles: { one: [{ namespace: "o*" }] } };
        assert.deepEqual(refusedOf(shapeWith(onFargate(), profile)).length, 1);
    });
});

describe("a team with nodes, an importance, a bill and roles of its own", () => {
    const SIGN_IN = "role/aws-reserved/sso.amazonaws.com/*_Payments_*";
    const WORDS: Teams[string] = {
        ...ONE,
        people: {
            developers: { who: { kind: "role", trusted: [SIGN_IN] }, rights: "edit", by: "access-policy" },
            session: { who: { kind: "principal", principal: "role/session" }, rights: "view" },
        },
        pool: {
            kind: "karpenter",
            ...generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 16 }),
        },
        priority: 1000,
        repositories: { api: { tags: { stage: "dev" } } },
        costs: { notify: { emails: ["payments@example.com"] }, budget: { monthlyUsd: 300 } },
    };
    let graph: PlannedGraph;
    before(async () => {
        graph = await graphOfShape(shapeWith({ payments: WORDS }));
    });

    it("has a pool with its label, its taint and its tag", () => {
        const spec = objectOf(inputsOf(graph, "pool-payments-node-pool")["spec"]);
        const template = objectOf(spec["template"]);
        assert.equal(objectOf(objectOf(template["metadata"])["labels"])["team"], "payments");
        assert.deepEqual(objectOf(template["spec"])["taints"], [
            { effect: "NoSchedule", key: "team", value: "payments" },
        ]);
        const nodeClass = objectOf(inputsOf(graph, "pool-payments-node-class")["spec"]);
        assert.equal(objectOf(nodeClass["tags"])["team"], "payments");
    });

    it("has a class of priority, and policies that keep it", () => {
        const { metadata, value } = inputsOf(graph, "team-payments-priority");
        assert.deepEqual([metadata, value], [{ name: "team-payments" }, 1000]);
    });

    it("has a budget of what carries its tag, as its roles and repositories do", () => {
        const { costFilters, name } = inputsOf(graph, "budget-payments-budget");
        assert.equal(name, "platform-dev-payments");
        assert.deepEqual(costFilters, [{ name: "TagKeyValue", values: ["user:team$payments"] }]);
        assert.deepEqual(inputsOf(graph, "registry-payments/api")["tags"], {
            Name: "payments/api",
            stage: "dev",
            team: "payments",
        });
        assert.equal(
            objectOf(inputsOf(graph, "people-payments-developers-role", ":Role")["tags"])["team"],
            "payments",
        );
    });

    it("has a role that its people assume, with an entry and EKS's policy in its namespaces", () => {
        const { assumeRolePolicy } = inputsOf(graph, "people-payments-developers-role", ":Role");
        const trust = JSON.parse(String(assumeRolePolicy)) as unknown;
        assert.deepEqual(trust, {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowPeopleOfTeam",
                    Effect: "Allow",
                    Action: "sts:AssumeRole",
                    Principal: { AWS: "arn:aws:iam::210987654321:root" },
                    Condition: { ArnLike: { "aws:PrincipalArn": [`arn:aws:iam::210987654321:${SIGN_IN}`] } },
                },
            ],
        });
        assert.deepEqual(inputsOf(graph, "people-payments-developers-entry")["kubernetesGroups"], [
            "team:payments:developers",
        ]);
        assert.deepEqual(inputsOf(graph, "people-payments-developers-AmazonEKSEditPolicy")["accessScope"], {
            type: "namespace",
            namespaces: ["one"],
        });
    });

    it("is told the command that leads to its namespace, as the role or as whoever asks", () => {
        const { payments } = objectOf(objectOf(graph.outputs)["teams"]);
        const names =
            "--name platform-dev --region us-east-1 --alias platform-dev-payments --user-alias platform-dev-payments";
        const context = "kubectl config set-context platform-dev-payments --namespace one";
        const { developers, session } = objectOf(payments);
        assert.match(
            String(developers),
            new RegExp(
                `^aws eks update-kubeconfig ${names} --role-arn (arn:aws:iam::210987654321:role/people-payments-developers-role-\\w+) --assume-role-arn \\1 && ${context}$`,
            ),
        );
        assert.equal(session, `aws eks update-kubeconfig ${names} && ${context}`);
    });

    it("is refused a pool of another kind, a priority that is none, a role for everybody, a bill without an amount", () => {
        const refused = refusedOf({
            ...FARGATE,
            teams: {
                a: {
                    namespaces: { one: { traffic: { kind: "open" } } },
                    people: { all: { who: { kind: "role", trusted: ["role/*", "*"] }, rights: "view" } },
                    pool: WORDS.pool ?? assert.fail(),
                    priority: 2_000_000_000,
                    costs: { notify: {}, budget: { monthlyUsd: 0 } },
                },
            },
        });
        const at = (path: string) => `stacks/dev.ts › teams.a.${path}: `;
        assert.deepEqual(refused, [
            `${at("priority")}not a priority (got 2000000000). Choose a whole number from -1000000000 to 1000000000; pods that name no class have 0.`,
            `${at("people.all.who.trusted[0]")}no principals of the account, or all of them (got "role/*"). Write role/<path>/<name>, with * for any characters.`,
            `${at("people.all.who.trusted[1]")}no principals of the account, or all of them (got "*"). Write role/<path>/<name>, with * for any characters.`,
            `${at("pool.kind")}compute of kind fargate has no pools of kind karpenter (got "karpenter"). Remove it; groups of nodes with a taint of your own are managedNodes.`,
            `${at("costs.notify")}nobody is told. Name emails, a topicArn, or both.`,
            `${at("costs.budget.monthlyUsd")}not an amount of money (got 0). Write US dollars, above 0.`,
        ]);
    });

    it("says before Kubernetes 1.36 that its pods must name its pool", () => {
        const noticesAt = (version: string) =>
            plannedOf(shapeWith({ payments: WORDS }), {
                config: { "platform:kubernetesVersion": version },
            }).notices.filter((notice) => notice.includes("team payments"));
        assert.deepEqual(noticesAt("1.36"), []);
        assert.deepEqual(noticesAt("1.35"), [
            "Pods of team payments run in its pool where they say so alone: nodeSelector team: payments, and a toleration of the taint team=payments. From Kubernetes 1.36 on the API server adds both",
        ]);
    });
});
