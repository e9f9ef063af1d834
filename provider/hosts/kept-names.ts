/** Under which keys a state keeps what is beside the resource. Pulumi shows nothing whose key begins so, and from CLI 3.274 on no policy sees it. */
export const KEPT = "__kept";
export const ECHOES = "__echoes";
