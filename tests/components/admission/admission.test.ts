/** Policies of admission as the kit registers them. That they compile and refuse by name, tests/apiserver/ proves. */
import assert from "node:assert/strict";

import type { AdmissionWords } from "../../../components/admission/admission-schema";
import { planPolicies } from "../../../components/admission/admission-spec";
import { policyNameOf, RULE_WORDS, RUN_TIME_RULES } from "../../../components/admission/rules";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { EVERY_SET } from "../../apiserver/admission-cases";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const shapeWith = (
    admissionPolicies: AdmissionWords,
    further: Partial<EnvironmentShape> = {},
    base: EnvironmentShape = ON_NODES,
): EnvironmentShape => ({ ...base, admissionPolicies, ...further });

async function specsOf(shape: EnvironmentShape, name: string) {
    const graph = await graphOfShape(shape);
    const specOf = (end: string) =>
        objectOf(objectOf(resourceNamed(graph, `admission-${name}-${end}`).inputs)["spec"]);
    return { binding: specOf("binding"), policy: specOf("policy") };
}

const notIn = (...values: readonly string[]) => ({
    namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
    },
});
const OF_KUBERNETES = ["kube-node-lease", "kube-public", "kube-system"];

const ANSWERED = { reason: "It measures the network of its node.", owner: "team-a", expires: "2027-06-30" };

describe("a policy of admission", () => {
    it("has what it looks at, its rule, and a binding that spares Kubernetes and the kit", async () => {
        const { binding, policy } = await specsOf(shapeWith({ privileged: {} }), "privileged");
        assert.deepEqual(policy["matchConstraints"], {
            resourceRules: [
                {
                    apiGroups: [""],
                    apiVersions: ["*"],
                    operations: ["CREATE", "UPDATE"],
                    resources: ["pods", "pods/ephemeralcontainers", "replicationcontrollers"],
                },
                {
                    apiGroups: ["apps"],
                    apiVersions: ["*"],
                    operations: ["CREATE", "UPDATE"],
                    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
                },
                {
                    apiGroups: ["batch"],
                    apiVersions: ["*"],
                    operations: ["CREATE", "UPDATE"],
                    resources: ["cronjobs", "jobs"],
                },
            ],
        });
        assert.equal(policy["failurePolicy"], "Fail");
        assert.deepEqual(policy["validations"], [
            {
                expression: "variables.offending.size() == 0",
                message: "C124: no container is privileged. Take privileged out of its securityContext.",
                messageExpression:
                    '"C124: " + "no container is privileged, and these are not so: " + variables.offending.join(", ") + ". Take privileged out of its securityContext."',
            },
        ]);
        const spec = (object: string) =>
            `(${object}.kind == "Pod" ? dyn(${object}).spec : ${object}.kind == "CronJob" ? ` +
            `dyn(${object}).spec.jobTemplate.spec.template.spec : dyn(${object}).spec.template.spec)`;
        assert.deepEqual(policy["matchConditions"], [
            {
                name: "changes-what-it-reads",
                expression: `request.operation != "UPDATE" || ${spec("object")} != ${spec("oldObject")}`,
            },
        ]);
        assert.deepEqual(binding, {
            policyName: "platform-privileged",
            validationActions: ["Deny"],
            matchResources: notIn(...OF_KUBERNETES),
        });
    });

    it("spares namespaces of the kit's charts, of all sets and of one, and takes other actions", async () => {
        const lattice = { serviceNetwork: { kind: "own" } } as const;
        const shape = shapeWith(
            { exempt: ["ingress"], host: { exempt: ["agents"], actions: ["Warn", "Audit"] }, privileged: {} },
            { catalogue: { "aws-gateway-controller-chart": {} }, lattice },
        );
        const config = { config: { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] } } };
        const graph = await graphOfShape(shape, config);
        const bindingOf = (name: string) =>
            objectOf(objectOf(resourceNamed(graph, `admission-${name}-binding`).inputs)["spec"]);
        const all = ["aws-application-networking-system", "ingress", ...OF_KUBERNETES].sort();
        assert.deepEqual(bindingOf("privileged")["matchResources"], notIn(...all));
        assert.deepEqual(bindingOf("host")["matchResources"], notIn(...["agents", ...all].sort()));
        assert.deepEqual(bindingOf("host")["validationActions"], ["Warn", "Audit"]);
    });

    it("lets off single workloads by namespace, kind and name, and what their controllers make of them", async () => {
        const agent = { kind: "DaemonSet", namespace: "agents", name: "node.agent", ...ANSWERED } as const;
        const nightly = { kind: "CronJob", namespace: "team-a", name: "nightly", ...ANSWERED } as const;
        const graph = await graphOfShape(shapeWith({ serviceLinks: { exemptWorkloads: [agent, nightly] } }));
        const made = (kind: string, by: string, owner: string, named: string) =>
            `(object.kind == "${kind}" && request.userInfo.username == "system:serviceaccount:kube-system:${by}" && ` +
            `has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, ` +
            `o.kind == "${owner}" && has(o.controller) && o.controller && ${named}))`;
        const spec = objectOf(
            objectOf(resourceNamed(graph, "admission-service-links-policy").inputs)["spec"],
        );
        const { matchConditions = [] } = spec;
        assert.ok(Array.isArray(matchConditions));
        assert.deepEqual(matchConditions.slice(1), [
            {
                name: "not-an-exempt-workload",
                expression:
                    `object == null || !((request.namespace == "agents" && ((object.kind == "DaemonSet" && object.metadata.name == "node.agent") || ` +
                    `${made("Pod", "daemon-set-controller", "DaemonSet", 'o.name == "node.agent"')})) || ` +
                    `(request.namespace == "team-a" && ((object.kind == "CronJob" && object.metadata.name == "nightly") || ` +
                    `${made("Job", "cronjob-controller", "CronJob", 'o.name == "nightly"')} || ` +
                    `${made("Pod", "job-controller", "Job", 'o.name.matches("^nightly-[0-9]+$")')})))`,
            },
        ]);
        const component = objectOf(resourceNamed(graph, "admission-service-links").inputs);
        assert.deepEqual(component["exemptWorkloads"], [agent, nightly]);
    });

    it("refuses what is no single workload, and what nobody answers for", () => {
        const good = { kind: "DaemonSet", namespace: "agents", name: "node-agent", ...ANSWERED } as const;
        const bad = {
            ...good,
            namespace: "team-*",
            name: "*",
            reason: "needed",
            owner: " ",
            expires: "soon",
        };
        const host = { exemptWorkloads: [good, bad, good] };
        const below = "stacks/dev.ts › admissionPolicies";
        const own = {
            labels: {
                resources: [{ apiGroups: [""], resources: ["configmaps"] }],
                validations: [{ expression: "true", message: "unlabelled" }],
                exemptWorkloads: [good],
            },
        };
        assert.deepEqual(refusedOf(shapeWith({ host, own })), [
            `${below}.host.exemptWorkloads[1].namespace: not a name of a namespace (got "team-*"). Name it whole, without *.`,
            `${below}.host.exemptWorkloads[1].name: not a name of a workload (got "*"). Name it whole, without *.`,
            `${below}.host.exemptWorkloads[1].reason: too short to be a reason (got "needed"). Say in a sentence why it is right.`,
            `${below}.host.exemptWorkloads[1].owner: nobody (got " "). Name the team or person who answers for it.`,
            `${below}.host.exemptWorkloads[1].expires: not a day (got "soon"). Write the last day it counts as YYYY-MM-DD.`,
            `${below}.host.exemptWorkloads[2]: exempt already (got "DaemonSet agents/node-agent"). Remove one of the two.`,
            `${below}.own.labels.exemptWorkloads: it looks at no workload. Remove it, or exempt the namespace.`,
        ]);
    });

    it("comes last of all, its binding after itself, and so goes first", async () => {
        const params = { label: "team" };
        const own: NonNullable<AdmissionWords["own"]>[string] = {
            resources: [{ apiGroups: [""], resources: ["configmaps"], operations: ["CREATE"] }],
            matchConditions: { named: "true" },
            variables: { label: "params.data.label" },
            validations: [{ expression: "variables.label in object.metadata.labels", message: "unlabelled" }],
            params,
        };
        const shape = shapeWith(
            { own: { label: own } },
            {
                objects: {
                    x: { manifests: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" } }] },
                },
            },
        );
        const graph = await graphOfShape(shape);
        const [policy, binding, map] = ["policy", "binding", "params"].map((end) =>
            resourceNamed(graph, `admission-label-${end}`),
        );
        assert.ok(policy && binding && map);
        for (const before of [policy, map, resourceNamed(graph, "objects-x-configmap-default-x")])
            assert.ok(ancestorsOf(graph, binding.urn).has(before.urn), before.name);
        assert.deepEqual(objectOf(map.inputs)["data"], params);
        assert.equal(map.options.deleteBeforeReplace, true);
        assert.deepEqual(objectOf(binding.inputs)["spec"], {
            policyName: "platform-label",
            validationActions: ["Deny"],
            matchResources: notIn(...OF_KUBERNETES),
            paramRef: { name: "platform-label", namespace: "kube-system", parameterNotFoundAction: "Deny" },
        });
        assert.deepEqual(objectOf(policy.inputs)["spec"], {
            failurePolicy: "Fail",
            paramKind: { apiVersion: "v1", kind: "ConfigMap" },
            matchConstraints: {
                resourceRules: [
                    {
                        apiGroups: [""],
                        apiVersions: ["*"],
                        operations: ["CREATE"],
                        resources: ["configmaps"],
                    },
                ],
            },
            matchConditions: [{ name: "named", expression: "true" }],
            variables: [{ name: "label", expression: "params.data.label" }],
            validations: own.validations,
        });
    });

    it("of Services looks at Ingresses where they must be internal, and else not", async () => {
        const resourcesOf = async (allowed: "internal" | "none" | "stated") => {
            const { policy } = await specsOf(shapeWith({ loadBalancers: { allowed } }), "load-balancers");
            const { resourceRules } = objectOf(policy["matchConstraints"]);
            return (resourceRules as readonly Record<string, never>[]).flatMap(({ resources }) => resources);
        };
        assert.deepEqual(await resourcesOf("internal"), ["services", "ingresses"]);
        assert.deepEqual(await resourcesOf("none"), ["services"]);
        assert.deepEqual(await resourcesOf("stated"), ["services"]);
    });

    it("that adds something runs again once others added theirs", async () => {
        const { binding, policy } = await specsOf(
            shapeWith({ mutations: { seccomp: {} } }, {}, FARGATE),
            "seccomp",
        );
        assert.equal(policy["reinvocationPolicy"], "IfNeeded");
        assert.deepEqual(policy["mutations"], [
            {
                patchType: "ApplyConfiguration",
                applyConfiguration: {
                    expression:
                        'Object{spec: Object.spec{securityContext: Object.spec.securityContext{seccompProfile: Object.spec.securityContext.seccompProfile{type: "RuntimeDefault"}}}}',
                },
            },
        ]);
        assert.deepEqual(binding, {
            policyName: "platform-seccomp",
            matchResources: notIn(...OF_KUBERNETES),
        });
    });
});

describe("rules at run time", () => {
    it("are each told by their id and what to do", () => {
        const texts = planPolicies(EVERY_SET, []).flatMap((plan) =>
            plan.kind === "validating" && !plan.shapePath.includes(".own.")
                ? plan.validations.map(({ message }) => ({ name: plan.name, message }))
                : [],
        );
        const untold = texts.filter(({ message, name }) => {
            const word = RULE_WORDS.find((one) => policyNameOf(one) === name);
            assert.ok(word !== undefined, name);
            const { id, remedy } = RUN_TIME_RULES[word];
            return !(message.startsWith(`${id}: `) && message.endsWith(`. ${remedy}.`));
        });
        assert.deepEqual(untold, []);
        assert.deepEqual([...new Set(texts.map(({ name }) => name))], RULE_WORDS.map(policyNameOf));
    });

    it("look at updates of what they read alone, or at none", () => {
        const bare = planPolicies(EVERY_SET, []).filter(
            ({ matchConditions, resources, shapePath }) =>
                !shapePath.includes(".own.") &&
                !matchConditions.some(({ name }) => name === "changes-what-it-reads") &&
                !resources.every(({ operations }) => operations?.join() === "CREATE"),
        );
        assert.deepEqual(
            bare.map(({ name }) => name),
            [],
        );
    });
});

describe("policies of admission", () => {
    const at = "stacks/dev.ts › admissionPolicies";
    const rule = { expression: "true", message: "never" };
    const maps = [{ apiGroups: [""], resources: ["configmaps"] }];

    it("are refused with every fault at once", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    exempt: ["team-*"],
                    registries: {
                        allowed: ["https://quay.io", "quay", "quay.io/"],
                        actions: ["Deny", "Warn"],
                    },
                    imageTags: { actions: [] },
                    resources: { requests: [], limits: [] },
                    targetGroups: { allowed: ["web"] },
                    namespaceLevels: { allowed: [] },
                    own: {
                        host: { resources: maps, validations: [rule], actions: ["Audit", "Audit"] },
                        Odd: { resources: [], validations: [], variables: { "a-b": "1" } },
                        empty: {
                            resources: [{ apiGroups: [], resources: ["x"] }],
                            validations: [{ expression: " ", message: "m" }],
                            matchConditions: { "": "" },
                        },
                    },
                    mutations: {
                        own: {
                            list: {
                                resources: maps,
                                mutations: [
                                    { kind: "json-patch", expression: "[JSONPatch{value: [Object.spec{}]}]" },
                                ],
                            },
                        },
                    },
                }),
            ).filter((line) => !line.includes("team-*")),
            [
                `${at}.registries.actions: what is refused is told of already: Kubernetes takes no Warn beside Deny (got ["Deny","Warn"]). Keep one of the two.`,
                `${at}.imageTags.actions: a policy without an action does nothing. Name one, or remove the set.`,
                `${at}.resources.validations: none: it would do nothing. Name one.`,
                `${at}.own.host: a set of the kit's has this name (got "host"). Give it another name.`,
                `${at}.own.host.actions: an action is named twice (got ["Audit","Audit"]). Name each once.`,
                `${at}.own.Odd: not a name of a policy (got "Odd"). Use 1 to 54 lower-case letters, digits and hyphens.`,
                `${at}.own.Odd.resources: it looks at nothing. Name what it looks at.`,
                `${at}.own.Odd.variables.a-b: not a name of an expression (got "a-b"). Use letters, digits and underscores.`,
                `${at}.own.Odd.validations: none: it would do nothing. Name one.`,
                `${at}.own.empty.resources[0]: matches nothing. Name a group and a resource.`,
                `${at}.own.empty.matchConditions.: not a name of an expression (got ""). Use letters, digits and underscores.`,
                `${at}.own.empty.matchConditions.: an empty expression. Write one of CEL, or remove it.`,
                `${at}.own.empty.validations[0].expression: an empty expression. Write one of CEL, or remove it.`,
                `${at}.mutations.own.list.mutations[0].expression: a list of Object{…} in a patch, which the API server cannot convert. Write maps in its place: [{"key": dyn(value)}].`,
                `${at}.registries.allowed[0]: not a registry of images (got "https://quay.io"). Write its host, and a path if you like, without https:// and / at the end.`,
                `${at}.registries.allowed[1]: not a registry of images (got "quay"). Write its host, and a path if you like, without https:// and / at the end.`,
                `${at}.registries.allowed[2]: not a registry of images (got "quay.io/"). Write its host, and a path if you like, without https:// and / at the end.`,
                `${at}.resources: nothing is to be stated. Name a request or a limit, or remove it.`,
                `${at}.targetGroups.allowed[0]: not an ARN of a target group (got "web"). Write arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>, or /<name>/*.`,
                `${at}.namespaceLevels.allowed: no level: it would refuse everything. Name one.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({ exempt: ["team-*"], host: {} })), [
            `${at}.host.exempt: not a name of a namespace (got "team-*"). Name each as it is, without *.`,
        ]);
        assert.deepEqual(
            refusedOf(shapeWith({ registries: { allowed: [] }, targetGroups: { allowed: [] } })),
            [
                `${at}.registries.allowed: no registry: it would refuse everything. Name one.`,
                `${at}.targetGroups.allowed: no target group: it would refuse everything. Name one.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({ exempt: ["x"] })), [
            `${at}: no policy. Name one, or remove it.`,
        ]);
    });

    it("add nothing before the minor that serves them", () => {
        const refused = (kubernetesVersion: string, words: AdmissionWords) =>
            refusedOf(shapeWith(words), { config: { "platform:kubernetesVersion": kubernetesVersion } });
        assert.deepEqual(refused("1.35", { mutations: { seccomp: {} } }), [
            `${at}.mutations: Kubernetes 1.35 serves no MutatingAdmissionPolicy of version v1. Remove it, or set platform:kubernetesVersion to "1.36".`,
        ]);
        assert.deepEqual(refused("1.36", { mutations: { seccomp: {} } }), []);
        assert.deepEqual(refused("1.35", { host: {} }), []);
    });
});
