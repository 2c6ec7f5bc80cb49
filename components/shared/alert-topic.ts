/** Where alerts go: a topic of SNS that is there, or one of the environment's own with addresses of mail. Pure. */
import { parseArn } from "./arns";
import type { Problem } from "./problems";

export type AlertTopic =
    | { readonly kind: "own-topic"; readonly emails?: readonly string[] }
    | { readonly kind: "topic"; readonly arn: string };

/** @param remedy where a topic has to be, for who publishes to it */
export function checkAlertTopic(alerts: AlertTopic, region: string, remedy: string): Problem[] {
    if (alerts.kind === "own-topic") {
        return (alerts.emails ?? []).flatMap((got, index) =>
            /^[^\s@]+@[^\s@]+$/.test(got)
                ? []
                : [
                      {
                          path: `alerts.emails[${index}]`,
                          what: "not an address",
                          got,
                          remedy: "Write name@example.com",
                      },
                  ],
        );
    }
    const arn = parseArn(alerts.arn);
    if (arn?.service === "sns" && arn.region === region && !arn.resource.includes(":")) return [];
    const what = `not the ARN of a topic of SNS in ${region}`;
    return [{ path: "alerts.arn", what, got: alerts.arn, remedy }];
}
