/** The permission tables of every type an environment's plan may hold, and what they add up to. */
import { ACCOUNT } from "./account";
import { BUCKETS } from "./buckets";
import { EC2 } from "./ec2";
import { EKS } from "./eks";
import { GUARDS } from "./guards";
import { IAM } from "./iam";
import { JOBS } from "./jobs";
import { NAMES } from "./names";
import { NODES } from "./nodes";
import { OBSERVABILITY } from "./observability";
import { SERVICES } from "./services";
import { STORAGE } from "./storage";
import type { TypePermissions } from "./table";

const ALL: readonly TypePermissions[] = [
    ...ACCOUNT,
    ...BUCKETS,
    ...EC2,
    ...EKS,
    ...GUARDS,
    ...IAM,
    ...JOBS,
    ...NAMES,
    ...NODES,
    ...OBSERVABILITY,
    ...SERVICES,
    ...STORAGE,
];

/** Type token → its permissions. */
export const PERMISSIONS: ReadonlyMap<string, TypePermissions> = new Map(ALL.map((row) => [row.type, row]));

/** Every action that looks at a resource, sorted. */
export const READ_ACTIONS: readonly string[] = sortedUnion(({ read }) => read);

/** Every action that makes, looks at, changes or removes a resource, sorted. */
export const ALL_ACTIONS: readonly string[] = sortedUnion((row) => [
    ...row.create,
    ...row.read,
    ...row.update,
    ...row.delete,
]);

/** Services roles are handed to, without their domain, sorted. */
export const PASSED_TO: readonly string[] = sortedUnion(({ passesRoleTo = [] }) => passesRoleTo);

/** Services whose linked role EKS makes with the caller's rights, without their domain, sorted. */
export const LINKED_ROLES_OF: readonly string[] = sortedUnion(({ linkedRolesOf = [] }) => linkedRolesOf);

function sortedUnion(of: (row: TypePermissions) => readonly string[]): readonly string[] {
    return [...new Set(ALL.flatMap(of))].sort();
}
