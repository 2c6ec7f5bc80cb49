/** Security controls of nodes, identities and keys. */
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { type CarriedControl, isAtLeast } from "./control";
import { alter, cut, onlyIn, set, setInText, throughTheGateway, unprotected, without } from "./mutants";
import {
    addonNamed,
    failing,
    hasKarpenter,
    identityPolicies,
    input,
    isObject,
    listOf,
    madeFrom,
    numberOf,
    ofType,
    parsed,
    present,
    read,
    statementsOf,
    textsOf,
    TYPES,
} from "./reading";
import { type Standing, subnetsBehind } from "./subnets";

/** What nobody calls anything but a secret. */
const SECRET = /secret|password|passwd|token|private.?key/i;

function decoded(base64: string): string {
    return Buffer.from(base64, "base64").toString("utf8");
}

const NODES: readonly CarriedControl[] = [
    {
        id: "C19",
        means: "nodes stand in private subnets and get no public address",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.nodeGroup),
                (group) => arePrivate(subnetsBehind(graph, group, "subnetIds")),
                "stands in a public subnet",
            ),
            ...failing(
                ofType(graph, TYPES.nodeClass),
                (nodeClass) =>
                    arePrivate(subnetsBehind(graph, nodeClass, "spec")) &&
                    input(nodeClass, "spec.associatePublicIPAddress") === undefined,
                "stands in a public subnet, or asks for public addresses",
            ),
            ...failing(
                ofType(graph, TYPES.launchTemplate),
                (template) =>
                    listOf(input(template, "networkInterfaces")).every(
                        (one) => read(one, "associatePublicIpAddress") !== "true",
                    ),
                "asks for public addresses",
            ),
        ],
        mutants: [
            throughTheGateway(),
            cut(TYPES.nodeClass, TYPES.subnet),
            cut(TYPES.nodeGroup, TYPES.subnet),
            set(TYPES.nodeClass, "spec.associatePublicIPAddress", true),
            set(TYPES.launchTemplate, "networkInterfaces", [{ associatePublicIpAddress: "true" }]),
        ],
    },
    {
        id: "C20",
        means: "the metadata service of a node wants tokens",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.launchTemplate),
                (template) => input(template, "metadataOptions.httpTokens") === "required",
                "answers without a token",
            ),
            ...failing(
                ofType(graph, TYPES.nodeClass),
                (nodeClass) => input(nodeClass, "spec.metadataOptions.httpTokens") === "required",
                "answers without a token",
            ),
        ],
        mutants: [
            set(TYPES.launchTemplate, "metadataOptions.httpTokens", "optional"),
            set(TYPES.launchTemplate, "metadataOptions", undefined),
            set(TYPES.nodeClass, "spec.metadataOptions.httpTokens", undefined),
        ],
    },
    {
        id: "C22",
        means: "volumes of managed nodes are encrypted gp3, in production with a key of the environment",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.launchTemplate),
                (template) =>
                    areSealed(
                        listOf(input(template, "blockDeviceMappings")),
                        "true",
                        isOnOutpost(template, graph) ? "gp2" : "gp3",
                    ) &&
                    (!isAtLeast(graph, "production") ||
                        madeFrom(graph, template, "blockDeviceMappings", TYPES.key).length === 1),
                "has a volume in the clear, of another type, or under AWS's key",
            ),
        mutants: [
            set(TYPES.launchTemplate, "blockDeviceMappings.0.ebs.encrypted", "false"),
            set(TYPES.launchTemplate, "blockDeviceMappings.0.ebs.volumeType", "gp2"),
            set(TYPES.launchTemplate, "blockDeviceMappings", []),
            onlyIn("production", cut(TYPES.launchTemplate, TYPES.key)),
        ],
    },
    {
        id: "C23",
        means: "nobody logs in to a node over SSH",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeGroup),
                (group) => input(group, "remoteAccess") === undefined,
                "opens port 22",
            ),
        mutants: [set(TYPES.nodeGroup, "remoteAccess", { ec2SshKey: "me" })],
    },
    {
        id: "C25",
        means: "no secret in user data",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.launchTemplate),
                (template) => !SECRET.test(decoded(textsOf(input(template, "userData")).join())),
                "has a secret in its user data",
            ),
            ...failing(
                ofType(graph, TYPES.nodeClass),
                (nodeClass) => !SECRET.test(textsOf(input(nodeClass, "spec.userData")).join()),
                "has a secret in its user data",
            ),
        ],
        mutants: [
            set(TYPES.launchTemplate, "userData", "ZXhwb3J0IEFXU19TRUNSRVRfQUNDRVNTX0tFWT0="),
            set(TYPES.nodeClass, "spec.userData", "export AWS_SECRET_ACCESS_KEY="),
        ],
    },
    {
        id: "C27",
        means: "nodes pull images and push none",
        breaches: (graph) => {
            const nodeRoles = ofType(graph, TYPES.role).filter((role) =>
                textsOf(input(role, "assumeRolePolicy")).join().includes('"ec2.'),
            );
            return failing(
                nodeRoles,
                (role) =>
                    policiesOf(graph, role)
                        .filter((arn) => arn.includes("ContainerRegistry"))
                        .join()
                        .endsWith(":aws:policy/AmazonEC2ContainerRegistryPullOnly"),
                "may do more with a registry than pull, or not even that",
            );
        },
        mutants: [
            set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"),
            without(TYPES.attachment),
        ],
    },
    {
        id: "C29",
        means: "volumes of Karpenter's nodes are encrypted gp3",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeClass),
                (nodeClass) => areSealed(listOf(input(nodeClass, "spec.blockDeviceMappings")), true),
                "has a volume in the clear, or of another type",
            ),
        mutants: [
            set(TYPES.nodeClass, "spec.blockDeviceMappings.0.ebs.encrypted", undefined),
            set(TYPES.nodeClass, "spec.blockDeviceMappings.0.ebs.volumeType", "io2"),
            set(TYPES.nodeClass, "spec.blockDeviceMappings", undefined),
        ],
    },
    {
        id: "C30",
        means: "the image of Karpenter's nodes is a release, never the newest of the day",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodeClass),
                (nodeClass) => {
                    const terms = listOf(input(nodeClass, "spec.amiSelectorTerms"));
                    return (
                        terms.length > 0 &&
                        terms.every((term) => /^[a-z0-9]+@v\d/.test(textsOf(read(term, "alias")).join()))
                    );
                },
                "names no release",
            ),
        mutants: [
            set(TYPES.nodeClass, "spec.amiSelectorTerms", [{ alias: "al2023@latest" }]),
            set(TYPES.nodeClass, "spec.amiSelectorTerms", [{ tags: { name: "*" } }]),
            set(TYPES.nodeClass, "spec.amiSelectorTerms", []),
        ],
    },
];

const IDENTITIES: readonly CarriedControl[] = [
    {
        id: "C32",
        means: "no policy allows everything on everything",
        breaches: (graph) => [
            ...(hasKarpenter(graph) ? present(identityPolicies(graph), "policy") : []),
            ...failing(
                identityPolicies(graph),
                (policy) =>
                    allowed(policy).every(
                        ({ actions, resources }) => !(actions.includes("*") && resources.includes("*")),
                    ),
                "allows everything on everything",
            ),
        ],
        mutants: [TYPES.policy, TYPES.rolePolicy].map((type) =>
            setInText(type, "policy", "Statement.0", { Effect: "Allow", Action: "*", Resource: "*" }),
        ),
    },
    {
        id: "C33",
        means: "no policy allows all actions of a service",
        breaches: (graph) =>
            failing(
                identityPolicies(graph),
                (policy) =>
                    allowed(policy).every(({ actions }) =>
                        actions.every((action) => action !== "*" && !action.endsWith(":*")),
                    ),
                "allows all actions of a service",
            ),
        mutants: [TYPES.policy, TYPES.rolePolicy].map((type) =>
            setInText(type, "policy", "Statement.0.Action", ["ec2:*"]),
        ),
    },
    {
        id: "C36",
        means: "no role is an administrator",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.attachment),
                (one) =>
                    !/\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(
                        textsOf(input(one, "policyArn")).join(),
                    ),
                "makes an administrator",
            ),
        mutants: [
            set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/AdministratorAccess"),
            set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/IAMFullAccess"),
        ],
    },
    {
        id: "C37",
        means: "nobody but a service or a federated identity assumes a role, and no account as a whole",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.role),
                (role) => {
                    const statements = statementsOf(input(role, "assumeRolePolicy"));
                    return (
                        statements.length > 0 &&
                        statements.every(
                            ({ condition, principal }) =>
                                (isObject(principal) && read(principal, "AWS") === undefined) ||
                                condition !== undefined,
                        )
                    );
                },
                "may be assumed by anybody",
            ),
        mutants: ["*", { AWS: "*" }, { AWS: "arn:aws:iam::123456789012:root" }].map((Principal) =>
            setInText(TYPES.role, "assumeRolePolicy", "Statement", [
                { Action: "sts:AssumeRole", Effect: "Allow", Principal },
            ]),
        ),
    },
    {
        id: "C38",
        means: "a role for IRSA names one service account and the audience, both exactly",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.role),
                (role) =>
                    statementsOf(input(role, "assumeRolePolicy"))
                        .filter(({ actions }) => actions.includes("sts:AssumeRoleWithWebIdentity"))
                        .every(({ condition }) => namesOneAccount(condition)),
                "may be assumed by other service accounts",
            ),
        mutants: [
            webIdentity({
                StringLike: { "oidc:sub": "system:serviceaccount:*:*", "oidc:aud": "sts.amazonaws.com" },
            }),
            webIdentity({ StringEquals: { "oidc:aud": "sts.amazonaws.com" } }),
            webIdentity({ StringEquals: { "oidc:sub": "system:serviceaccount:kube-system:karpenter" } }),
            webIdentity({
                StringEquals: {
                    "oidc:sub": "system:serviceaccount:kube-system:*",
                    "oidc:aud": "sts.amazonaws.com",
                },
            }),
        ],
    },
    {
        id: "C40",
        means: "no pipeline outside AWS assumes a role of the environment: such roles belong to the account",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.role),
                (role) =>
                    !textsOf(input(role, "assumeRolePolicy"))
                        .join()
                        .includes("token.actions.githubusercontent.com"),
                "trusts a pipeline",
            ),
        mutants: [
            setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", {
                Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
            }),
        ],
    },
    {
        id: "C42",
        means: "policies of a role are attached in one way only",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.role),
                (role) =>
                    input(role, "managedPolicyArns") === undefined &&
                    input(role, "inlinePolicies") === undefined,
                "lists policies itself, which fights with attachments",
            ),
        mutants: [
            set(TYPES.role, "managedPolicyArns", []),
            set(TYPES.role, "inlinePolicies", [{ name: "x", policy: "{}" }]),
        ],
    },
];

const KEYS_AND_LOGS: readonly CarriedControl[] = [
    {
        id: "C43",
        means: "keys are rotated",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.key),
                (key) => input(key, "enableKeyRotation") === true,
                "is not rotated",
            ),
        mutants: [set(TYPES.key, "enableKeyRotation", false), set(TYPES.key, "enableKeyRotation", undefined)],
    },
    {
        id: "C44",
        means: "a key waits before it goes; production's never goes",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.key),
                (key) => {
                    const days = numberOf(input(key, "deletionWindowInDays"));
                    if (!isAtLeast(graph, "production")) return days >= 7;
                    return days === 30 && key.options.protect === true && key.options.retainOnDelete === true;
                },
                "may be gone too soon",
            ),
        mutants: [
            set(TYPES.key, "deletionWindowInDays", 3),
            set(TYPES.key, "deletionWindowInDays", undefined),
            onlyIn("production", unprotected(TYPES.key)),
            onlyIn(
                "production",
                alter(TYPES.key, "not kept", ({ options: { retainOnDelete: _, ...options }, ...key }) => ({
                    ...key,
                    options,
                })),
            ),
        ],
    },
    {
        id: "C65",
        means: "production's log groups are encrypted with a key of the environment",
        from: "production",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.logGroup),
                (group) => madeFrom(graph, group, "kmsKeyId", TYPES.key).length === 1,
                "is under no key of ours",
            ),
        mutants: [cut(TYPES.logGroup, TYPES.key)],
    },
    {
        id: "C14",
        means: "everything in AWS says whose it is, what AWS makes for the cluster included",
        breaches: (graph) => [...untaggedResources(graph), ...untaggedChildren(graph)],
        mutants: [
            ...["owner", "environment", "cost-centre", "managed-by"].map((key) =>
                setInText(TYPES.awsProvider, "defaultTags", `tags.${key}`, undefined),
            ),
            setInText(TYPES.awsProvider, "defaultTags", "tags.aws:team", "x"),
            set(TYPES.launchTemplate, "tagSpecifications.1", undefined),
            set(TYPES.launchTemplate, "tagSpecifications.0.tags.owner", undefined),
            set(TYPES.nodeClass, "spec.tags", undefined),
            set(TYPES.nodeClass, "spec.tags.cost-centre", "another"),
            setInText(TYPES.addon, "configurationValues", "controller.extraVolumeTags", undefined),
            alter(TYPES.cluster, "another provider", ({ provider: _, ...one }) => one),
        ],
    },
];

export const SECURITY: readonly CarriedControl[] = [...NODES, ...IDENTITIES, ...KEYS_AND_LOGS];

const REQUIRED_TAGS = ["cost-centre", "environment", "managed-by", "owner"];
/** AWS's own limit of a resource, less those that controllers add. */
const MAX_TAGS = 50;

/** The environment's own: others write records into zones of other accounts, which have no tags. */
function ownProvider(graph: PlannedGraph) {
    return ofType(graph, TYPES.awsProvider).find(({ name }) => name === "aws");
}

function defaultTagsOf(graph: PlannedGraph): Readonly<Record<string, unknown>> {
    const provider = ownProvider(graph);
    const tags = provider && read(parsed(input(provider, "defaultTags")), "tags");
    return isObject(tags) ? tags : {};
}

function untaggedResources(graph: PlannedGraph): string[] {
    const tags = Object.keys(defaultTagsOf(graph));
    const provider = ownProvider(graph);
    return [
        ...REQUIRED_TAGS.filter((key) => !tags.includes(key)).map((key) => `aws: no default tag ${key}`),
        ...tags.filter((key) => key.startsWith("aws:")).map((key) => `aws: tag ${key} belongs to AWS`),
        ...failing(
            graph.resources.filter(({ type }) => type.startsWith("aws:") && type !== TYPES.record),
            (one) => {
                const own = input(one, "tags");
                return (
                    one.provider === provider?.urn &&
                    tags.length + (isObject(own) ? Object.keys(own).length : 0) <= MAX_TAGS
                );
            },
            "does not get the default tags, or has too many",
        ),
    ];
}

function untaggedChildren(graph: PlannedGraph): string[] {
    const wanted = Object.entries(defaultTagsOf(graph));
    const hasAll = (tags: unknown): boolean =>
        wanted.every(([key, value]) => isObject(tags as never) && read(tags as never, key) === value);
    return [
        ...failing(
            ofType(graph, TYPES.launchTemplate),
            (template) =>
                ["instance", "volume", "network-interface"].every((kind) =>
                    listOf(input(template, "tagSpecifications")).some(
                        (one) => read(one, "resourceType") === kind && hasAll(read(one, "tags")),
                    ),
                ),
            "leaves instances, volumes or network interfaces untagged",
        ),
        ...failing(
            ofType(graph, TYPES.nodeClass),
            (nodeClass) => hasAll(input(nodeClass, "spec.tags")),
            "leaves instances untagged",
        ),
        ...failing(
            addonNamed(graph, "aws-ebs-csi-driver"),
            (addon) =>
                hasAll(read(parsed(input(addon, "configurationValues")), "controller.extraVolumeTags")),
            "leaves volumes of pods untagged",
        ),
    ];
}

function allowed(policy: PlannedResource) {
    return statementsOf(input(policy, "policy")).filter(({ effect }) => effect === "Allow");
}

function policiesOf(graph: PlannedGraph, role: PlannedResource): string[] {
    return ofType(graph, TYPES.attachment)
        .filter(({ propertyDependencies }) => propertyDependencies["role"]?.includes(role.urn) === true)
        .flatMap((attachment) => textsOf(input(attachment, "policyArn")));
}

function arePrivate(subnets: readonly Standing[]): boolean {
    return subnets.length > 0 && subnets.every(({ isPrivate }) => isPrivate);
}

/** Nodes of one's own on a rack, which has gp2 alone. */
function isOnOutpost({ parent }: PlannedResource, { resources }: PlannedGraph): boolean {
    const pool = resources.find(({ urn }) => urn === parent);
    return pool !== undefined && input(pool, "subnets") === "outpost";
}

function areSealed(
    devices: readonly Parameters<typeof read>[0][],
    encrypted: true | "true",
    type: "gp2" | "gp3" = "gp3",
): boolean {
    return (
        devices.length > 0 &&
        devices.every(
            (device) =>
                read(device, "ebs.encrypted") === encrypted && read(device, "ebs.volumeType") === type,
        )
    );
}

function namesOneAccount(condition: Parameters<typeof read>[0]): boolean {
    const equal = isObject(condition) ? condition["StringEquals"] : undefined;
    const entries = isObject(equal) ? Object.entries(equal) : [];
    const has = (end: string, pattern: RegExp): boolean =>
        entries.some(([key, value]) => key.endsWith(end) && typeof value === "string" && pattern.test(value));
    return (
        has(":sub", /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/) && has(":aud", /^sts\.amazonaws\.com$/)
    );
}

/** Every IRSA role gets this condition; others keep theirs. */
function webIdentity(condition: Readonly<Record<string, Readonly<Record<string, string>>>>) {
    const mutant = setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Condition", condition);
    return {
        change: mutant.change,
        mutate: (graph: PlannedGraph): PlannedGraph => {
            const changed = mutant.mutate(graph).resources;
            const resources = graph.resources.map((one, index) =>
                textsOf(input(one, "assumeRolePolicy")).join().includes("WebIdentity")
                    ? (changed[index] ?? one)
                    : one,
            );
            return { ...graph, resources };
        },
    };
}
