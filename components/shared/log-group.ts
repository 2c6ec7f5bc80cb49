/** A log group that exists before what writes to it: whoever writes first would make it without an end and without a key. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import type * as pulumi from "@pulumi/pulumi";

export interface LogGroupArgs {
    /** Name that CloudWatch gives it. Another one replaces it. */
    readonly groupName: string;
    /** One of the periods CloudWatch takes. */
    readonly retentionDays: number;
    /** Whether its lines stay when the stack goes. @default false */
    readonly retainOnDelete?: boolean;
    /** @default CloudWatch's own key */
    readonly keyArn?: pulumi.Input<string>;
    /** What the console shows. */
    readonly displayName: string;
}

/** Makes the group. Pulumi's `retainOnDelete` forgets it, so that its lines stay until they expire. */
export function createLogGroup(parent: pulumi.Resource, name: string, args: LogGroupArgs): LogGroup {
    const { displayName, groupName, keyArn, retainOnDelete = false, retentionDays } = args;
    return new LogGroup(
        name,
        {
            name: groupName,
            retentionInDays: retentionDays,
            ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
            tags: { Name: displayName },
        },
        retainOnDelete ? { parent, retainOnDelete: true } : { parent },
    );
}
