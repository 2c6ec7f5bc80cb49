/** Bootstrap: what an account needs before the first environment is deployed into it. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { organisationTransformations } from "../components/shared/organisation";
import { GithubRoles } from "./github-roles";
import type { BootstrapPlan } from "./plan";
import { ServiceLinkedRoles } from "./service-linked-roles";
import { State } from "./state";

/**
 * The backend and the roles of one account. Everything is protected: every stack of the account and every workflow
 * hangs on it.
 */
export class Bootstrap extends pulumi.ComponentResource {
    /** What `pulumi login` takes. */
    public readonly backendUrl: string;
    /** What `--secrets-provider` takes. */
    public readonly secretsProvider: string;
    public readonly bucketName: pulumi.Output<string>;
    public readonly previewRoleArn: pulumi.Output<string>;
    public readonly deployRoleArn: pulumi.Output<string>;
    public readonly oidcProviderArn: pulumi.Output<string>;

    public constructor(name: string, plan: BootstrapPlan, opts: pulumi.ComponentResourceOptions = {}) {
        const decided = { account: plan.account, name: plan.state.name, region: plan.region };
        const organised = organisationPath(plan.github);
        super("platform:bootstrap:Bootstrap", name, decided, { ...opts, ...organised, protect: true });

        const part = { parent: this, providers: [createProvider(this, plan)] };
        const state = new State("state", plan.state, part);
        const github = new GithubRoles("github", { ...plan.github, keyArn: state.keyArn }, part);
        if (plan.serviceLinkedRoles.services.length > 0) {
            new ServiceLinkedRoles("service-linked", plan.serviceLinkedRoles, part);
        }
        this.backendUrl = state.backendUrl;
        this.secretsProvider = state.secretsProvider;
        this.bucketName = state.bucketName;
        this.previewRoleArn = github.previewRoleArn;
        this.deployRoleArn = github.deployRoleArn;
        this.oidcProviderArn = github.oidcProviderArn;
        this.registerOutputs(this.outputs());
    }

    /** What the stack exports. */
    public outputs(): Record<string, pulumi.Input<string>> {
        return {
            backendUrl: this.backendUrl,
            bucketName: this.bucketName,
            deployRoleArn: this.deployRoleArn,
            oidcProviderArn: this.oidcProviderArn,
            previewRoleArn: this.previewRoleArn,
            secretsProvider: this.secretsProvider,
        };
    }
}

/**
 * The path, under which the environments' roles lie as well. Both roles have a boundary of their own, which holds them
 * closer than one for workloads.
 */
function organisationPath({ organisation = {}, ...place }: BootstrapPlan["github"]) {
    const { iamPath } = organisation;
    if (iamPath === undefined) return {};
    return { transformations: organisationTransformations({ iamPath }, place) };
}

/** Region, account and tags are stated, so that no variable of the caller's shell changes the plan. */
function createProvider(parent: pulumi.Resource, plan: BootstrapPlan): Provider {
    return new Provider(
        "aws",
        { region: plan.region, allowedAccountIds: [plan.account], defaultTags: { tags: plan.tags } },
        { parent },
    );
}
