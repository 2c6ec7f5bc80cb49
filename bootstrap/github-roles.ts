/** The roles GitHub Actions takes: one that previews, one that deploys, each within a boundary of its own. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "../components/shared/github";
import { childName, childNameOf } from "../components/shared/names";
import { checkComponentOptions } from "../components/shared/options";
import { refuse } from "../components/shared/problems";
import {
    accessOf,
    checkGithub,
    decisionsOfGithub,
    type GithubSpec,
    providerArn,
    trustOf,
} from "./github-spec";
import { type CiRole, roleName } from "./policies/access-spec";
import { roleBoundary, rolePolicies } from "./policies/documents";

/** An update of a cluster takes longer than the hour a session has otherwise; a preview does not. */
const SESSION_SECONDS: { readonly [role in CiRole]: number } = { preview: 3600, deploy: 4 * 3600 };

const DESCRIPTIONS: { readonly [role in CiRole]: string } = {
    preview: "Previews from GitHub Actions: reads AWS and the state, changes nothing",
    deploy: "Deploys environments from GitHub Actions",
};

export interface GithubRolesArgs extends GithubSpec {
    /** Key of the state and its secrets. */
    readonly keyArn: pulumi.Input<string>;
}

/**
 * Makes the identity provider, unless the account has one, and both roles.
 * @throws pulumi.ResourceError naming everything IAM would refuse.
 */
export class GithubRoles extends pulumi.ComponentResource {
    public readonly oidcProviderArn: pulumi.Output<string>;
    public readonly previewRoleArn: pulumi.Output<string>;
    /** What `platform:deployRoleArn` of the environments names. */
    public readonly deployRoleArn: pulumi.Output<string>;

    public constructor(name: string, args: GithubRolesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:bootstrap:GithubRoles", name, decisionsOfGithub(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkGithub(args)]);

        this.oidcProviderArn = createProvider(this, name, args);
        this.previewRoleArn = createRole(this, name, "preview", args, this.oidcProviderArn);
        this.deployRoleArn = createRole(this, name, "deploy", args, this.oidcProviderArn);
        this.registerOutputs({
            deployRoleArn: this.deployRoleArn,
            oidcProviderArn: this.oidcProviderArn,
            previewRoleArn: this.previewRoleArn,
        });
    }
}

/** IAM knows GitHub's certificates by itself: no thumbprint is given. */
function createProvider(parent: pulumi.Resource, name: string, args: GithubSpec): pulumi.Output<string> {
    if (args.githubOidcProviderArn !== undefined) return pulumi.output(providerArn(args));
    const provider = new iam.OpenIdConnectProvider(
        childName(name, "oidc"),
        {
            clientIdLists: [GITHUB_AUDIENCE],
            url: `https://${GITHUB_ISSUER}`,
            tags: { Name: `${args.name}-github` },
        },
        { parent },
    );
    return provider.arn;
}

function createRole(
    parent: pulumi.Resource,
    name: string,
    role: CiRole,
    args: GithubRolesArgs,
    provider: pulumi.Output<string>,
): pulumi.Output<string> {
    const physical = roleName(args.name, role);
    const keyArn = pulumi.output(args.keyArn);
    const access = accessOf(args);
    const boundary = createPolicy(
        parent,
        [name, role, "boundary"],
        `${physical}-boundary`,
        keyArn.apply((arn) => roleBoundary(role, access, arn).document),
    );
    const made = new iam.Role(
        childNameOf("role", name, role),
        {
            name: physical,
            // From the provider's output, so that the role comes after it and goes before it.
            assumeRolePolicy: provider.apply((arn) => trustOf(role, { ...args, githubOidcProviderArn: arn })),
            description: DESCRIPTIONS[role],
            maxSessionDuration: SESSION_SECONDS[role],
            permissionsBoundary: boundary.arn,
            tags: { Name: physical },
        },
        { parent },
    );
    // Which policies there are is known without the key, whose ARN only stands in them.
    rolePolicies(role, access, "").forEach(({ key }) => {
        const policy = createPolicy(
            parent,
            [name, role, key],
            `${physical}-${key}`,
            keyArn.apply((arn) => documentOf(role, access, arn, key)),
        );
        new iam.RolePolicyAttachment(
            childName(name, role, key),
            { role: made.name, policyArn: policy.arn },
            { parent },
        );
    });
    return made.arn;
}

function documentOf(
    role: CiRole,
    access: ReturnType<typeof accessOf>,
    keyArn: string,
    wanted: string,
): string {
    return rolePolicies(role, access, keyArn).find(({ key }) => key === wanted)?.document ?? "";
}

function createPolicy(
    parent: pulumi.Resource,
    name: readonly string[],
    physical: string,
    policy: pulumi.Output<string>,
): iam.Policy {
    return new iam.Policy(
        childNameOf("policy", ...name),
        { name: physical, policy, tags: { Name: physical } },
        { parent },
    );
}
