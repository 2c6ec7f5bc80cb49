/** Secrets that a shape names: each must stand encrypted in the stack's configuration. */
import type { Problem } from "./problems";

/** Where they would stand. */
export interface SecretsOf {
    /** The settings file: `Pulumi.<stack>.yaml`. */
    readonly file: string;
    /** The environment. */
    readonly name: string;
    readonly secrets: {
        readonly project: string;
        readonly encrypted: readonly string[];
        readonly plain: readonly string[];
    };
}

/** A secret that nobody encrypted: without a value the program would stop half-way. */
export function checkSecretName(
    path: string,
    secret: string,
    { file, name, secrets: { encrypted, plain, project } }: SecretsOf,
): Problem[] {
    if (encrypted.includes(secret)) return [];
    const key = `${project}:${secret}`;
    const encrypt = `pulumi config set --secret ${secret} --stack ${name}`;
    const fault = plain.includes(secret)
        ? { what: `${file} holds ${key} in plain text`, remedy: `Encrypt it: ${encrypt}` }
        : { what: `${file} does not hold ${key}`, remedy: `Add it: ${encrypt}` };
    return [{ path, got: secret, ...fault }];
}
