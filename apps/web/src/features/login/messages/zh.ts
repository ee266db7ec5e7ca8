export default {
  title: '登录格中',
  about: '工作人员与已注册居民',
  name: '账号',
  password: '密码',
  show: '显示密码',
  busy: '正在登录…',
  needBoth: '请填写账号和密码。',
  without: '不登录，直接上报或查询',
  demo: '演示账号，点一下填入；密码见启动时的说明。',
};
