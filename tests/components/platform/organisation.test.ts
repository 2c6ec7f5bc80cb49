/** The organisation's rules reach every role: of the kit, of a fork, and of parts nobody wrote yet. */
import assert from "node:assert/strict";

import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { Json } from "../../../components/shared/json";
import { type Plan, planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { PARTS } from "../../../components/platform/parts";
import { Platform } from "../../../components/platform/platform";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { transform } from "../../../components/platform/transforms";
import type { Organisation } from "../../../components/shared/organisation";
import { ENVIRONMENTS } from "../../fixtures/fork/stacks/environments";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { EVERYTHING } from "../../support/everything";
import { Holder, record, resourceNamed } from "../../support/record";
import { readingWith } from "../../support/settings";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const RULES = { permissionsBoundary: "policy/workload-boundary", iamPath: "/platform/" } as const;
const BOUNDARY = "arn:aws:iam::210987654321:policy/workload-boundary";
const [ROLE, POLICY, PROFILE] = ["role:Role", "policy:Policy", "instanceProfile:InstanceProfile"].map(
    (type) => `aws:iam/${type}`,
);

async function graphOf(plan: Plan): Promise<PlannedGraph> {
    const { graph, problems } = await record(() => new Platform("platform", plan).outputs());
    assert.deepEqual(problems, []);
    return graph;
}

type Changes = Readonly<Record<string, Json>>;

function planned(changes: Changes, shape: EnvironmentShape): Plan {
    const result = planEnvironment(readingWith(changes), { parts: PARTS, shapeOf: () => shape });
    return "plan" in result ? result.plan : assert.fail(result.problems.map(describeLocated).join("\n"));
}

function messages(changes: Changes): readonly string[] {
    const result = planEnvironment(readingWith(changes), { parts: PARTS, shapeOf: () => ON_FARGATE });
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

/** Logical names of what is made of a type, with path and boundary. */
function stated(graph: PlannedGraph, ...types: readonly (string | undefined)[]) {
    return graph.resources
        .filter(({ type }) => types.includes(type))
        .map(({ inputs, name }) => [name, objectOf(inputs)["path"], objectOf(inputs)["permissionsBoundary"]]);
}

/** Every type of the kit, by these rules. */
function everything(organisation: Organisation): Plan {
    return { ...EVERYTHING, settings: { ...EVERYTHING.settings, organisation } };
}

/** Every role bounded, everything of IAM under the path; and without either nothing differs. */
/** Roles that the settings, the words and the fixtures of spokes name as they are. */
const OF_OTHERS = /platform-(admin|deploy|staging-gitops)$|\/(admin|deploy|hub|hub-argocd|operators)$/;

async function assertReachesAll(plan: Plan): Promise<void> {
    const { organisation: _rules, ...settings } = plan.settings;
    const [before, after] = [await graphOf({ ...plan, settings }), await graphOf(plan)];
    const roles = stated(after, ROLE);
    assert.ok(roles.length > 3);
    assert.deepEqual(
        roles,
        stated(before, ROLE).map(([name]) => [name, "/platform/", BOUNDARY]),
    );
    assert.deepEqual(
        stated(after, POLICY, PROFILE),
        stated(before, POLICY, PROFILE).map(([name]) => [name, "/platform/", undefined]),
    );
    // Whatever names a role or a policy names it with its path.
    // A service's linked role is where the service has it.
    const arns =
        JSON.stringify(after).match(/arn:aws:iam::\d{12}:(role\/(?!aws-service-role\/)|policy\/)[\w/-]+/g) ??
        [];
    const ofTheKit = arns.filter((arn) => !OF_OTHERS.test(arn));
    assert.ok(ofTheKit.length > 5);
    assert.deepEqual(
        ofTheKit.filter((arn) => arn !== BOUNDARY && !/:(role|policy)\/platform\/[\w-]+$/.test(arn)),
        [],
    );
}

describe("the organisation's rules in an environment", () => {
    const shapes = [
        ...ENVIRONMENTS.names.map((name) => [name, ENVIRONMENTS.shapeOf(name)] as const),
        ["a test's on nodes", ON_NODES] as const,
    ];
    for (const [name, shape = assert.fail(name)] of shapes) {
        it(`reach every role of ${name}`, async () => {
            const zones = { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" };
            await assertReachesAll(
                planned({ "platform:organisation": RULES, "platform:zones": zones }, shape),
            );
        });
    }

    it("reach every type of the kit, an instance profile of its own among them", async () => {
        await assertReachesAll(everything(RULES));
        const graph = await graphOf(everything(RULES));
        assert.deepEqual(stated(graph, PROFILE), [
            ["batch-node", "/platform/", undefined],
            ["self-managed-jobs-profile", "/platform/", undefined],
            ["self-managed-mixed-profile", "/platform/", undefined],
            ["karpenter-node", "/platform/", undefined],
        ]);
    });

    it("reach what a fork makes below the platform, and leave what it states itself", async () => {
        const { graph } = await record(() => {
            const platform = new Platform("platform", everything(RULES));
            const trust = { assumeRolePolicy: "{}" };
            const opts = { parent: new Holder("own", { parent: platform }) };
            new iam.Role("own-role", trust, opts);
            new iam.Role("own-path", { ...trust, path: "/own/", permissionsBoundary: "other" }, opts);
            new iam.User("own-user", {}, opts);
            new iam.Group("own-group", {}, opts);
        });
        const own = (name: string) => {
            const { path, permissionsBoundary } = objectOf(resourceNamed(graph, name).inputs);
            return [path, permissionsBoundary];
        };
        assert.deepEqual(["own-role", "own-path", "own-user", "own-group"].map(own), [
            ["/platform/", BOUNDARY],
            ["/own/", "other"],
            ["/platform/", BOUNDARY],
            ["/platform/", undefined],
        ]);
    });

    it("reach a role among a fork's own resources of a shape, and no transform is lost by it", async () => {
        const own: NonNullable<EnvironmentShape["own"]> = {
            jobs: {
                needs: "network",
                make: ({ name, options }) => {
                    new iam.Role(`${name}-runner`, { assumeRolePolicy: "{}" }, options);
                    return undefined;
                },
            },
        };
        const described = transform("own-jobs", iam.Role, (inputs) => ({ ...inputs, description: "Jobs" }));
        const shape = { ...ON_NODES, own, transforms: [described] };
        const graph = await graphOf(planned({ "platform:organisation": RULES }, shape));
        const { inputs } = resourceNamed(graph, "own-jobs-runner");
        assert.deepEqual(inputs, {
            assumeRolePolicy: "{}",
            description: "Jobs",
            path: "/platform/",
            permissionsBoundary: BOUNDARY,
        });
    });

    it("are overruled by the caller's own transformations, as by a resource", async () => {
        const always = (): object => ({ path: "/mine/" });
        // A rule such as the organisation's own: whichever comes first has its way.
        const unlessStated = (props: pulumi.Inputs): object => ({ path: props["path"] ?? "/mine/" });
        for (const change of [always, unlessStated]) {
            const mine: pulumi.ResourceTransformation = ({ opts, props, type }) =>
                type === ROLE ? { opts, props: { ...props, ...change(props) } } : undefined;
            const { graph } = await record(() => {
                new Platform("platform", everything(RULES), { transformations: [mine] });
            });
            assert.deepEqual([...new Set(stated(graph, ROLE).map(([, path]) => path))], ["/mine/"]);
        }
    });

    it("are overruled by a shape's transform, whatever it finds stated", async () => {
        const transforms = [
            transform("cluster", iam.Role, (inputs) => ({ ...inputs, path: "/mine/" })),
            transform("karpenter", iam.Role, ({ path = "/theirs/", ...inputs }) => ({ ...inputs, path })),
        ];
        const graph = await graphOf(planned({ "platform:organisation": RULES }, { ...ON_NODES, transforms }));
        const paths = new Map(stated(graph, ROLE).map(([name, path, boundary]) => [name, [path, boundary]]));
        assert.deepEqual(paths.get("cluster-role"), ["/mine/", BOUNDARY]);
        assert.deepEqual(paths.get("karpenter-controller"), ["/theirs/", BOUNDARY]);
        assert.deepEqual(paths.get("nodes-system-role"), ["/platform/", BOUNDARY]);
    });

    it("stand before what the caller says of the whole stack, which comes last and may change anything", async () => {
        const { graph } = await record(() => {
            pulumi.runtime.registerStackTransformation(({ opts, props, type }) =>
                type === ROLE ? { opts, props: { ...props, path: "/mine/" } } : undefined,
            );
            new Platform("platform", everything(RULES));
        });
        assert.deepEqual([...new Set(stated(graph, ROLE).map(([, path]) => path))], ["/mine/"]);
    });

    it("are checked with the account and the names they meet", () => {
        assert.deepEqual(
            messages({
                "platform:organisation": {
                    namePrefix: "acme-",
                    permissionsBoundary: "arn:aws:iam::111111111111:policy/x",
                    tags: { required: ["Owner"], cluster: { key: "Owner" } },
                },
                "pulumi:autonaming": { providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } },
            }),
            [
                'Pulumi.dev.yaml › platform:organisation.permissionsBoundary: belongs to account 111111111111, the environment to 210987654321 (got "arn:aws:iam::111111111111:policy/x"). Write arn:aws:iam::210987654321:policy/<name>, or policy/<name> for it in every account.',
                'Pulumi.dev.yaml › platform:organisation.tags.required[0]: the same key as cluster.key: IAM tells no capital from a small letter (got "Owner"). Give each a key of its own.',
                'Pulumi.dev.yaml › platform:clusterName: does not begin with organisation.namePrefix, which is acme- (got "platform-dev"). Write one such as acme-platform-dev.',
                "Pulumi.dev.yaml › platform:tags.Owner: tag is missing. Write Owner instead of owner, or name owner in organisation.tags.required.",
                'Pulumi.dev.yaml › platform:tags.owner: the kit sets this tag itself (got "platform-team"). Remove it.',
            ],
        );
    });

    it("are refused by name where the schema does not know them, and nothing follows from what cannot be read", () => {
        const cases: readonly (readonly [Json, ...(readonly string[])])[] = [
            [
                { iamPth: "/x/" },
                'iamPth: unknown key "iamPth". Did you mean "iamPath"? Known: iamPath, keys, namePrefix, permissionsBoundary, proxy, registry, tags.',
            ],
            [
                { tags: { requird: ["Owner"] } },
                'tags.requird: unknown key "requird". Did you mean "required"? Known: cluster, environment, managedBy, required.',
            ],
            [
                { iamPath: "platform" },
                'iamPath: not a path in IAM (got "platform"). Begin and end it with a slash, such as /platform/, with letters, digits and . , + @ = _ - between.',
            ],
            [
                { permissionsBoundary: "workload" },
                'permissionsBoundary: not a policy (got "workload"). Write its whole ARN, or policy/<name> for it in every account.',
            ],
            [
                { tags: { required: "Owner" } },
                'tags.required: not a list (got "Owner"). List keys, such as [Owner, CostCentre].',
            ],
            [
                { tags: { required: [7] } },
                "tags.required[0]: not a tag key (got 7). Write the key in quotes.",
            ],
            [
                { tags: { cluster: "Cluster" } },
                'tags.cluster: neither false nor a key (got "Cluster"). Write { key: <Key> }, or false to leave the tag away; environment takes values: { dev: <value> } as well.',
            ],
            [
                { tags: { environment: { key: "Env", valus: {} } } },
                'tags.environment.valus: unknown key "valus". Did you mean "values"? Known: key, values.',
            ],
        ];
        for (const [organisation, ...found] of cases) {
            assert.deepEqual(
                messages({ "platform:organisation": organisation, "platform:tags": { Owner: "team" } }),
                found.map((message) => `Pulumi.dev.yaml › platform:organisation.${message}`),
            );
        }
        assert.deepEqual(messages({ "platform:organisation": "strict" }), [
            'Pulumi.dev.yaml › platform:organisation: not a map (got "strict"). Write it like this: platform:organisation: { permissionsBoundary: policy/workload-boundary, iamPath: /platform/ }.',
        ]);
    });

    it("stand at the root of the plan, where a reader looks", async () => {
        const { inputs } = resourceNamed(
            await graphOf(everything({ ...RULES, namePrefix: "acme-" })),
            "platform",
        );
        assert.deepEqual(
            ["iamPath", "namePrefix", "permissionsBoundary"].map((key) => objectOf(inputs)[key]),
            ["/platform/", "acme-", BOUNDARY],
        );
    });
});
