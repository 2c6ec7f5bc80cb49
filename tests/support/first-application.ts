/** docs/first-application.md, followed in a fork whose dev has what the kit's own dev has beforehand: load balancers. */
import { FollowedPage } from "./followed-page";

export function firstApplication(): FollowedPage {
    const page = new FollowedPage("first-application.md");
    page.replace(
        "stacks/dev.ts",
        "    addons: {",
        '    catalogue: { "aws-load-balancer-controller": {} },\n    addons: {',
    );
    page.follow();
    return page;
}
