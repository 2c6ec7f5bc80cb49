/** Who may administer the cluster: a matter of settings alone. */
import { type Environment, part } from "../platform/part";
import { Access } from "./access";
import { checkAccess } from "./access-spec";

export const access = part({
    phase: "access",
    unread: "left-out",
    plan: ({ settings: { account, admins, deployRoleArn, region } }: Environment<unknown>) => [
        { name: "access", shapePath: "access", spec: { account, admins, deployRoleArn, region } },
    ],
    origins: { account: "account", admins: "admins", deployRoleArn: "deployRoleArn", region: "region" },
    check: checkAccess,
    build: ({ name, spec }, { ground, options }) =>
        new Access(name, { ...spec, cluster: ground.cluster }, options),
});
