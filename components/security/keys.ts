/** KMS keys of an environment: one per purpose, each with a policy of its own. */
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";

import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { keyPolicy } from "./key-policies";
import { checkKeys, decisionsOfKeys, type KeyPurpose, type KeysSpec } from "./keys-spec";

/** What the console and the bill show beside the key. */
const DESCRIPTIONS: { readonly [purpose in KeyPurpose]: string } = {
    secrets: "Kubernetes secrets of EKS cluster",
    logs: "Log groups of EKS cluster",
    volumes: "Volumes of EKS cluster",
    alerts: "Topics of alerts of EKS cluster",
};

/**
 * Makes the keys that are asked for and passes on those that exist already.
 * @throws pulumi.ResourceError naming every choice KMS or EKS would refuse.
 */
export class Keys extends pulumi.ComponentResource {
    /** Key of Kubernetes Secrets. Undefined where AWS keeps the key, here and below. */
    public readonly secretsKeyArn: pulumi.Output<string> | undefined;
    public readonly logsKeyArn: pulumi.Output<string> | undefined;
    public readonly volumesKeyArn: pulumi.Output<string> | undefined;
    public readonly alertsKeyArn: pulumi.Output<string> | undefined;
    /** Leaf resources: what comes after the keys waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: KeysSpec, opts?: pulumi.ComponentResourceOptions) {
        super("platform:security:Keys", name, decisionsOfKeys(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkKeys(args)]);

        const secrets = createKey(this, name, "secrets", args);
        const logs = createKey(this, name, "logs", args);
        const volumes = createKey(this, name, "volumes", args);
        const alerts = createKey(this, name, "alerts", args);

        this.secretsKeyArn = secrets.arn;
        this.logsKeyArn = logs.arn;
        this.volumesKeyArn = volumes.arn;
        this.alertsKeyArn = alerts.arn;
        this.ready = [...secrets.leaves, ...logs.leaves, ...volumes.leaves, ...alerts.leaves];
        this.registerOutputs({
            secretsKeyArn: this.secretsKeyArn,
            logsKeyArn: this.logsKeyArn,
            volumesKeyArn: this.volumesKeyArn,
            alertsKeyArn: this.alertsKeyArn,
        });
    }
}

interface KeyResult {
    readonly arn: pulumi.Output<string> | undefined;
    readonly leaves: readonly pulumi.CustomResource[];
}

function createKey(parent: pulumi.Resource, name: string, purpose: KeyPurpose, args: KeysSpec): KeyResult {
    const choice = args[purpose];
    if (choice === undefined || choice.kind === "aws-owned") return { arn: undefined, leaves: [] };
    if (choice.kind === "existing") return { arn: pulumi.output(choice.arn), leaves: [] };
    const key = new kms.Key(
        childName(name, purpose),
        {
            description: `${DESCRIPTIONS[purpose]} ${args.clusterName}`,
            deletionWindowInDays: choice.deletionWindowDays,
            enableKeyRotation: true,
            policy: keyPolicy(purpose, args),
            tags: { Name: `${args.clusterName}-${purpose}-key` },
        },
        // The key alone, not its alias: an alias left behind would be in the way of the next key.
        choice.keepForever ? { parent, protect: true, retainOnDelete: true } : { parent },
    );
    const alias = new kms.Alias(
        childNameOf("alias", name, purpose),
        { name: `alias/eks/${args.clusterName}/${purpose}`, targetKeyId: key.keyId },
        { parent },
    );
    return { arn: key.arn, leaves: [alias] };
}
