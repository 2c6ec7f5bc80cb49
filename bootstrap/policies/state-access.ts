/** What Pulumi does with its backend and with the key of its secrets. */
import type { Statement } from "../../components/shared/iam";
import { partitionOf } from "../../components/shared/regions";
import type { AccessSpec, CiRole } from "./access-spec";

interface BackendAccess {
    readonly objects: readonly string[];
    readonly key: readonly string[];
}

/**
 * A preview reads: it takes no lock and writes nothing, unless the bucket is still empty. An update lists and takes
 * a lock, writes the state with a copy and its history, and removes the lock.
 * Source: requests of pulumi 3.248.0 against an S3 server that logged them, preview, refresh --preview-only and up,
 * seen 2026-11; pulumi/docs pull request 19948, the four S3 actions of a whole life cycle.
 * `awskms://` encrypts a data key once for a stack and decrypts it in every run; S3 asks for the rest itself.
 * Source: pulumi/pulumi pkg/secrets/cloud/manager.go; S3 User Guide, UsingKMSEncryption, "Permissions".
 */
const BACKEND: { readonly [role in CiRole]: BackendAccess } = {
    preview: { objects: ["s3:GetObject"], key: ["kms:Decrypt"] },
    deploy: {
        objects: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        key: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    },
};

/** The role's part of the backend. */
export function stateStatements(role: CiRole, spec: AccessSpec, keyArn: string): readonly Statement[] {
    const bucket = bucketArn(spec);
    const { key, objects } = BACKEND[role];
    return [
        { Sid: "ListState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: bucket },
        { Sid: "UseState", Effect: "Allow", Action: objects, Resource: `${bucket}/*` },
        { Sid: "UseKeyOfState", Effect: "Allow", Action: key, Resource: keyArn },
    ];
}

/** Objects of bootstrap's own stack: state, history, backups and locks. Source: as above. */
export function ownStateObjects(spec: AccessSpec): string {
    return `${bucketArn(spec)}/.pulumi/*/${spec.project}/*`;
}

/** The bucket of every state. */
export function bucketArn({ bucketName, region }: AccessSpec): string {
    return `arn:${partitionOf(region)}:s3:::${bucketName}`;
}
