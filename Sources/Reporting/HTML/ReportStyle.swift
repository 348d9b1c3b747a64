/// The one style sheet of a report, named by its hash in the content security policy.
enum ReportStyle {
  /// The sheet. Deterministic.
  static let sheet: String =
    ":root{\(ReportPalette.light.declarations);color-scheme:light dark}\n"
    + "@media (prefers-color-scheme:dark){:root{\(ReportPalette.dark.declarations)}}\n" + rules

  private static let rules = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
    main,header,footer{max-width:72rem;margin:0 auto;padding:0 1.5rem}
    h1,h2,h3,h4{line-height:1.25;font-weight:650;margin:0;text-wrap:balance}
    h2{font-size:1.2rem;margin:0 0 .75rem}
    h3{font-size:.95rem;margin:1.5rem 0 .4rem}
    h4{font-size:.85rem;margin:0}
    p{margin:.4rem 0;max-width:46rem}
    a{color:inherit;text-decoration-color:var(--grid);text-underline-offset:.18em}
    a:hover{text-decoration-color:currentColor}
    code,pre,kbd,.mono{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:.86em}
    section{padding:1.75rem 0;border-top:1px solid var(--line)}
    .muted,figcaption,.note{color:var(--muted)}
    .note{font-size:.87rem}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.25rem .75rem;z-index:1}
    :focus-visible{outline:2px solid var(--pass);outline-offset:2px;border-radius:2px}
    .pass{color:var(--pass)}.fail{color:var(--fail)}.inconclusive{color:var(--open)}.error{color:var(--error)}.empty{color:var(--muted)}
    .v{font-weight:650;white-space:nowrap}
    .v i{font-style:normal;display:inline-block;width:1.15em}
    .banner{padding:2.25rem 1.5rem 1.75rem 0}
    .banner .in{border-left:.4rem solid currentColor;padding-left:1.25rem}
    .banner h1{font-size:2.1rem;letter-spacing:-.01em;line-height:1.15}
    .banner .in>*:not(h1){color:var(--text)}
    .banner h1 small{display:block;font-size:.9rem;font-weight:500;letter-spacing:0;color:var(--muted);margin-bottom:.35rem}
    .banner .why{font-size:1.12rem;line-height:1.45;margin:.6rem 0 1rem;max-width:50rem}
    .banner .meta{font-size:.87rem;color:var(--muted)!important;margin:.9rem 0 0;max-width:none}
    .counts{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0 0 .25rem;padding:0;font-size:1rem}
    .counts .zero{color:var(--muted);font-weight:400}
    .cmd{display:flex;gap:.5rem;align-items:stretch;margin:.5rem 0;max-width:50rem}
    .cmd code{flex:1;min-width:0;background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:.4rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere;color:var(--text)}
    .cmd b{align-self:center;font-size:.87rem;font-weight:600;color:var(--muted)}
    button{font:inherit;font-size:.85rem;min-height:1.75rem;color:var(--text);background:var(--page);border:1px solid var(--grid);border-radius:4px;padding:.1rem .7rem;cursor:pointer}
    button:hover{background:var(--panel)}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;margin:0;padding:.65rem 0;font-size:.87rem}
    nav{border-top:1px solid var(--line)}
    nav a{display:inline-block;padding:.15rem 0;text-decoration:none;color:var(--muted)}
    nav a:hover{color:var(--text);text-decoration:underline}
    table{border-collapse:collapse;width:100%;font-size:.9rem}
    caption{text-align:left;color:var(--muted);font-size:.87rem;padding:0 0 .5rem}
    th{text-align:left;font-weight:600;font-size:.8rem;color:var(--muted);padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--grid);vertical-align:bottom}
    td{padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    td.n,th.n{text-align:right;white-space:nowrap}
    td .say{display:block;color:var(--muted);font-size:.87rem;max-width:34rem}
    td .src{white-space:nowrap;color:var(--muted)}
    td code{overflow-wrap:anywhere}
    tr:target td{background:var(--panel)}
    dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:.9rem 2rem;margin:0}
    dl.facts dt{font-size:.8rem;color:var(--muted);font-weight:600}
    dl.facts dd{margin:0;overflow-wrap:anywhere}
    figure{margin:0 0 1.25rem}
    figcaption{font-size:.9rem;margin:0 0 .75rem;max-width:50rem}
    figcaption strong{color:var(--text);font-weight:600}
    .plot{overflow-x:auto;margin-bottom:1.1rem}
    .plot svg{display:block;min-width:46rem;width:100%;height:auto;font-family:inherit}
    svg text{fill:var(--text)}svg .sm{fill:var(--muted)}
    svg .s-grid{stroke:var(--line)}svg .s-limit{stroke:var(--text)}
    svg .s-pass{stroke:var(--pass)}svg .s-fail{stroke:var(--fail)}svg .s-inconclusive{stroke:var(--open-fill)}svg .s-error,svg .s-empty{stroke:var(--error)}
    svg .f-pass{fill:var(--pass)}svg .f-fail{fill:var(--fail)}svg .f-inconclusive{fill:var(--open-fill)}svg .f-error,svg .f-empty{fill:var(--error)}
    svg .f-page{fill:var(--page)}svg text.t-pass{fill:var(--pass)}svg text.t-fail{fill:var(--fail)}svg text.t-inconclusive{fill:var(--open)}svg text.t-error{fill:var(--error)}
    .strip{display:block;height:auto;max-width:100%}
    .strip .s-pass{stroke:var(--grid);stroke-width:.9}
    .find{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-bottom:.75rem}
    .find input{font:inherit;font-size:.9rem;min-height:2rem;padding:.2rem .6rem;flex:1 1 16rem;max-width:32rem;color:var(--text);background:var(--page);border:1px solid var(--grid);border-radius:4px}
    details>summary{cursor:pointer;padding:.25rem 0}
    details.case{border-top:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 3.2rem}
    details.case:last-of-type{border-bottom:1px solid var(--line)}
    details.case>summary{padding:.7rem 0;display:grid;grid-template-columns:1.1rem 8.6rem 1fr auto;gap:0 .5rem;align-items:baseline;list-style:none}
    details.case>summary::-webkit-details-marker{display:none}
    details.case>summary::before{content:"▸";color:var(--muted)}
    details.case[open]>summary::before{content:"▾"}
    details.case>summary .id{font-weight:600;overflow-wrap:anywhere}
    details.case>summary .say{grid-column:3/-1;color:var(--muted);font-size:.9rem;min-width:0}
    details.case>.in{padding:.25rem 0 2rem 1.6rem}
    details.case.here>summary{background:var(--panel)}
    .incident{border-left:3px solid var(--grid);padding:.1rem 0 .1rem 1rem;margin:.4rem 0 1rem;max-width:52rem}
    .incident blockquote{margin:.35rem 0;font-style:italic}
    .incident p{margin:.25rem 0}
    .trial{border:1px solid var(--line);border-radius:6px;margin:.6rem 0;overflow:hidden}
    .trial>summary{background:var(--panel);padding:.45rem .8rem;font-size:.9rem}
    .trial .in{padding:.4rem .9rem .8rem}
    .grades{list-style:none;margin:.3rem 0 .6rem;padding:0;font-size:.9rem}
    .grades li{padding:.15rem 0 .15rem 1.3rem;text-indent:-1.3rem}
    .turn{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:0 1rem;padding:.5rem 0;border-top:1px solid var(--line)}
    .turn h4{color:var(--muted);font-weight:600;padding-top:.1rem}
    .turn pre,.said{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;line-height:1.5}
    pre.words{font-family:inherit;font-size:.95rem;max-width:46rem}
    .turn .call{margin:.35rem 0 0;padding:.4rem .7rem;background:var(--panel);border-radius:4px}
    .turn .bad{color:var(--fail);font-weight:600}
    mark{background:var(--mark);color:inherit;padding:.05em 0;border-bottom:2px solid currentColor}
    .cut{color:var(--muted);font-style:italic}
    .matrix td:first-child{white-space:nowrap}
    ul.plain{margin:.25rem 0;padding-left:1.1rem}
    ul.plain li{margin:.2rem 0}
    footer{padding:1.5rem;color:var(--muted);font-size:.87rem;border-top:1px solid var(--line)}
    dialog{color:var(--text);background:var(--page);border:1px solid var(--grid);border-radius:8px;padding:1.25rem 1.5rem;max-width:30rem}
    dialog::backdrop{background:rgb(0 0 0/.45)}
    dialog td{padding:.25rem .9rem .25rem 0;border:0}
    kbd{border:1px solid var(--grid);border-radius:3px;padding:0 .35em}
    @media (max-width:44rem){
    body{font-size:16px}
    main,header,footer{padding-left:1rem;padding-right:1rem}
    .banner{padding:1.25rem 1rem 1.25rem 0}.banner h1{font-size:1.75rem}
    .cmd{flex-wrap:wrap}.cmd code{flex-basis:100%}
    table.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    table.wide,table.wide tbody,table.wide tr,table.wide td{display:block}
    table.wide tr{border-bottom:1px solid var(--line);padding:.6rem 0}
    table.wide td{border:0;padding:.12rem 0;display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.5rem;text-align:left;white-space:normal}
    table.wide td::before{content:attr(data-label);color:var(--muted);font-size:.82rem}
    details.case>summary{grid-template-columns:1.1rem 1fr}
    details.case>summary>*{grid-column:2}
    details.case>summary .say{grid-column:2}
    details.case>.in{padding-left:0}
    .turn{grid-template-columns:minmax(0,1fr)}
    td .src{white-space:normal;overflow-wrap:anywhere}
    }
    @media (forced-colors:active){
    .banner .in,.incident{border-color:CanvasText}
    mark{background:Mark;color:MarkText;forced-color-adjust:none}
    .trial,.cmd code,.turn .call{border:1px solid CanvasText}
    svg{forced-color-adjust:none;background:#fff}
    }
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:auto}}
    @media print{
    :root{\(ReportPalette.light.declarations)}
    body{font-size:9.5pt}main,header,footer{max-width:none;padding:0}
    nav,.find,.skip,button,dialog{display:none!important}
    section{padding:.9rem 0}details.case{content-visibility:visible}
    details.stop::details-content{content-visibility:visible;block-size:auto}
    tr,.turn,.incident{break-inside:avoid}h2,h3{break-after:avoid}
    .plot svg{min-width:0}
    }
    """
}
