/** What Argo CD of EKS is told besides its rights, and what is refused of that. */
import { parseArn } from "../shared/arns";
import type { Problem } from "../shared/problems";
import { isRegion } from "../shared/regions";
import { ARGO_CD_ROLES, type ArgoCdWords } from "./capability-schema";

type ArgoCdSpec = Partial<Pick<ArgoCdWords, "identityCenter" | "namespace" | "roles" | "vpcEndpointIds">>;

/** Source: IAM Identity Center API Reference, InstanceMetadata; Identity Store API Reference, UserId and GroupId. */
const INSTANCE = /^instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/;
const IDENTITY =
    /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/;
/** Source: EKS User Guide, argocd-considerations. */
const MAX_IDENTITIES = 1000;

/** Everything EKS would refuse of Argo CD. */
export function checkArgoCd(spec: ArgoCdSpec): Problem[] {
    return [...checkIdentityCenter(spec), ...checkPlace(spec), ...checkRoles(spec)];
}

function checkIdentityCenter({ identityCenter = { instanceArn: "" } }: ArgoCdSpec): Problem[] {
    const { instanceArn, region } = identityCenter;
    const instance = parseArn(instanceArn);
    return [
        ...(instance?.service === "sso" && INSTANCE.test(instance.resource)
            ? []
            : [
                  {
                      path: "identityCenter.instanceArn",
                      what: "not an instance of IAM Identity Center, which is the only way into Argo CD",
                      got: instanceArn,
                      remedy: "Write arn:aws:sso:::instance/ssoins-<16 characters>, as aws sso-admin list-instances shows it",
                  },
              ]),
        ...(region === undefined || isRegion(region)
            ? []
            : [
                  {
                      path: "identityCenter.region",
                      what: "not a region",
                      got: region,
                      remedy: "Write us-east-1",
                  },
              ]),
    ];
}

function checkPlace({ namespace = "argocd", vpcEndpointIds = [] }: ArgoCdSpec): Problem[] {
    const isOwn = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace) && !/^kube-/.test(namespace);
    const remedy =
        "Use at most 63 small letters, digits and -, and one of its own: it reads every Secret there";
    return [
        ...(isOwn ? [] : [{ path: "namespace", what: "not a namespace for it", got: namespace, remedy }]),
        ...vpcEndpointIds.flatMap((id, index) =>
            /^vpce-[0-9a-f]{8,17}$/.test(id)
                ? []
                : [
                      {
                          path: `vpcEndpointIds[${index}]`,
                          what: "not a VPC endpoint",
                          got: id,
                          remedy: "Write vpce-<id>",
                      },
                  ],
        ),
    ];
}

function checkRoles({ roles = {} }: ArgoCdSpec): Problem[] {
    const all = ARGO_CD_ROLES.flatMap((role) =>
        (["groups", "users"] as const).flatMap((kind) =>
            (roles[role]?.[kind] ?? []).map((id, index) => ({ id, path: `roles.${role}.${kind}[${index}]` })),
        ),
    );
    return [
        ...all.flatMap(({ id, path }, index) => {
            const first = all.findIndex((other) => other.id === id);
            if (first < index) {
                const what = `has a role already, at ${all[first]?.path ?? ""}`;
                return [{ path, what, got: id, remedy: "Give each user and group the higher role alone" }];
            }
            if (IDENTITY.test(id)) return [];
            const what = "not an id of the identity store: Argo CD knows neither names nor addresses";
            return [
                {
                    path,
                    what,
                    got: id,
                    remedy: "Write what aws identitystore list-groups or list-users shows",
                },
            ];
        }),
        ...(all.length <= MAX_IDENTITIES
            ? []
            : [
                  {
                      path: "roles",
                      what: `at most ${MAX_IDENTITIES} identities get into Argo CD`,
                      got: all.length,
                      remedy: "Name groups in place of users",
                  },
              ]),
    ];
}
